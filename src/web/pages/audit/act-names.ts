/** What the audit log's acts are called; one without a name here is shown as it stands. */
const names: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  'compliance.decide-request': ['处理主体请求', 'Decided a request'],
  'compliance.end-retention': ['取消保留期限', 'Ended a term of retention'],
  'compliance.erase': ['删除个人信息', 'Erased somebody'],
  'compliance.export-personal': ['导出个人信息副本', 'Exported personal data'],
  'compliance.publish-notice': ['发布授权声明', 'Published a notice'],
  'compliance.record-consent': ['登记授权', 'Recorded a consent'],
  'compliance.record-request': ['登记主体请求', 'Recorded a request'],
  'compliance.retention': ['按期限清除', 'Ran retention'],
  'compliance.set-caps': ['设置联系上限', 'Set caps of contacts'],
  'compliance.set-quiet-hours': ['设置免打扰时段', 'Set quiet hours'],
  'compliance.set-holdout': ['设置对照组比例', 'Set the holdout'],
  'compliance.set-retention': ['设置保留期限', 'Set a term of retention'],
  'customers.change-trait': ['修改数据字典', 'Changed the dictionary'],
  'customers.change-traits': ['修改客户属性', "Changed a customer's traits"],
  'customers.keep-quarantined': ['保留隔离', 'Kept a value quarantined'],
  'customers.merge': ['合并客户', 'Merged customers'],
  'customers.release-quarantined': ['放出隔离', 'Released a quarantined value'],
  'customers.search': ['搜索客户', 'Searched for a customer'],
  'customers.undo-tag-all': ['撤销批量标签', 'Undid bulk tags'],
  'customers.unmask': ['查看个人信息明文', 'Saw a personal field in clear'],
  'customers.unmerge': ['撤销合并', 'Undid a merge'],
  'exports.end': ['导出结束', 'An export ended'],
  'exports.start': ['开始导出', 'Began an export'],
  'ingest.undo-import': ['撤销导入', 'Undid an import'],
  'keys.create': ['新建密钥', 'Made a key'],
  'keys.revoke': ['吊销密钥', 'Revoked a key'],
  'keys.rotate': ['轮换加密密钥', 'Rotated data keys'],
  'orders.unmask-receiver': ['查看收货人明文', 'Saw a receiver in clear'],
  'staff.change-role': ['调整角色', 'Changed a role'],
  'staff.invite': ['邀请员工', 'Invited somebody'],
  'staff.join': ['员工加入', 'Joined'],
  'staff.remove': ['移除员工', 'Removed somebody'],
  'staff.withdraw-invitation': ['撤回邀请', 'Withdrew an invitation'],
  'system.back-up': ['备份所有店铺', 'Backed up all shops'],
  'system.delete-backup': ['删除备份', 'Deleted a backup'],
  'system.take-backup': ['下载备份', 'Downloaded a backup'],
};

export function actName(act: string): { readonly zh: string; readonly en: string } {
  const [zh, en] = names[act] ?? [act, act];
  return { zh, en };
}
