import type { Text } from '../../../platform/errors.ts';

/** What staff read for the events of the common tracking plan (Segment's e-commerce names); others by their own name. */
const labels: Readonly<Record<string, Text>> = {
  'Page Viewed': { zh: '浏览页面', en: 'Page viewed' },
  'Screen Viewed': { zh: '浏览页面', en: 'Screen viewed' },
  'Page Left': { zh: '离开页面', en: 'Page left' },
  'Product Viewed': { zh: '浏览商品', en: 'Product viewed' },
  'Product List Viewed': { zh: '浏览商品列表', en: 'Product list viewed' },
  'Products Searched': { zh: '搜索商品', en: 'Products searched' },
  'Product Added': { zh: '加入购物车', en: 'Added to cart' },
  'Product Removed': { zh: '移出购物车', en: 'Removed from cart' },
  'Product Added to Wishlist': { zh: '收藏商品', en: 'Added to wishlist' },
  'Product Shared': { zh: '分享商品', en: 'Product shared' },
  'Cart Viewed': { zh: '查看购物车', en: 'Cart viewed' },
  'Checkout Started': { zh: '开始结算', en: 'Checkout started' },
  'Order Placed': { zh: '提交订单', en: 'Order placed' },
  'Order Completed': { zh: '完成下单', en: 'Order completed' },
  'Order Updated': { zh: '修改订单', en: 'Order updated' },
  'Order Cancelled': { zh: '取消订单', en: 'Order cancelled' },
  'Order Refunded': { zh: '订单退款', en: 'Order refunded' },
  'Cart Shared': { zh: '分享购物车', en: 'Cart shared' },
  'Coupon Entered': { zh: '输入优惠码', en: 'Coupon entered' },
  'Coupon Applied': { zh: '使用优惠券', en: 'Coupon applied' },
  'Product Reviewed': { zh: '评价商品', en: 'Product reviewed' },
  'Order Started': { zh: '开始下单', en: 'Order started' },
  'Checkout Step Viewed': { zh: '查看结算步骤', en: 'Checkout step viewed' },
  'Checkout Step Completed': { zh: '完成结算步骤', en: 'Checkout step completed' },
  'Product Clicked': { zh: '点击商品', en: 'Product clicked' },
  'Product List Filtered': { zh: '筛选商品', en: 'Product list filtered' },
  'Product Removed from Wishlist': { zh: '取消收藏', en: 'Removed from wishlist' },
  'Wishlist Product Added to Cart': { zh: '收藏商品加入购物车', en: 'Wishlist product added to cart' },
  'Coupon Denied': { zh: '优惠券不可用', en: 'Coupon denied' },
  'Coupon Removed': { zh: '取消使用优惠券', en: 'Coupon removed' },
  'Promotion Viewed': { zh: '看到活动', en: 'Promotion viewed' },
  'Promotion Clicked': { zh: '点击活动', en: 'Promotion clicked' },
  'Campaign Message Sent': { zh: '发送营销消息', en: 'Campaign message sent' },
  'Message Received': { zh: '收到消息', en: 'Message received' },
  'Campaign Message Clicked': { zh: '点击营销消息', en: 'Campaign message clicked' },
};

export const eventLabel = (name: string): Text =>
  Object.hasOwn(labels, name) ? labels[name]! : { zh: name, en: name };
