import { listBys } from '../../contract/segment-list.ts';
import { problem, type Text } from '../../platform/errors.ts';
import { mostLists } from './list-store.ts';
import { mostSegments } from './segment-store.ts';

export const noSuchSegment = problem('segment-not-found', 404, {
  zh: '没有这个人群',
  en: 'There is no such segment',
});

export const nameTaken = problem('segment-name-taken', 409, {
  zh: '已有同名人群，请换一个名称',
  en: 'Another segment has this name; choose another',
});

export const tooManySegments = problem('too-many-segments', 409, {
  zh: `每个店铺最多 ${mostSegments} 个人群，请先删除不用的`,
  en: `A shop has ${mostSegments} segments at most; delete what is not used`,
});

export const changedMeanwhile = problem('segment-changed', 409, {
  zh: '这个人群刚被别人改过，请刷新后再改',
  en: 'Somebody changed this segment meanwhile; load it again, then change it',
});

export const askedBy = (names: readonly string[]) =>
  problem('segment-in-use', 409, {
    zh: `其他人群的条件用到了它：${names.join('、')}`,
    en: `Conditions of other segments ask for it: ${names.join(', ')}`,
  });

export const asksItself = problem('segment-asks-itself', 422, {
  zh: '条件中的人群最终又用到了这个人群自己',
  en: 'A segment that its conditions ask for asks for this one in the end',
});

export const asksNobody = (id: number) =>
  problem('no-such-segment', 422, {
    zh: `条件用到的人群 ${id} 不存在`,
    en: `There is no segment ${id}, which a condition asks for`,
  });

export const personalName = problem('personal-value', 422, {
  zh: '名称与说明中请勿填写手机号、邮箱、证件号等个人信息',
  en: 'No phone number, e-mail address, ID number or other personal value may stand in name or description',
});

export const noSuchCustomer = problem('customer-not-found', 404, {
  zh: '没有这个客户',
  en: 'There is no such customer',
});

export const tooLongAgo = (days: number) =>
  problem('too-long-ago', 422, {
    zh: `成员保留 ${days} 天，请选更近的日期`,
    en: `Members are kept for ${days} days; choose a later day`,
  });

export const emptyList = (lines: readonly { line: number; code: string; message: Text }[]) =>
  problem(
    'empty-list',
    422,
    { zh: '文件里没有一行能对应到客户', en: 'No line of the file names a customer' },
    lines.map(({ line, code, message }) => ({ code, line, message })),
  );

export const listNameTaken = problem('list-name-taken', 409, {
  zh: '已有同名名单，请换一个名称',
  en: 'Another list has this name; choose another',
});

export const tooManyLists = problem('too-many-lists', 409, {
  zh: `每个店铺最多 ${mostLists} 份名单，请先删除不用的`,
  en: `A shop has ${mostLists} lists at most; delete what is not used`,
});

export const noSuchList = problem('list-not-found', 404, { zh: '没有这份名单', en: 'There is no such list' });

export const asksNoList = (id: number) =>
  problem('no-such-list', 422, {
    zh: `条件用到的名单 ${id} 不存在`,
    en: `There is no list ${id}, which a condition asks for`,
  });

export const listAskedBy = (names: readonly string[]) =>
  problem('list-in-use', 409, {
    zh: `这些人群的条件用到了它：${names.join('、')}`,
    en: `Conditions of segments ask for it: ${names.join(', ')}`,
  });

export const numbersOnly = problem('personal-hidden', 403, {
  zh: '您看不到个人信息，只能按熟客编号上传名单 (by=customer)',
  en: 'Personal values are hidden from you: a list of yours names customers by their number (by=customer)',
});

export const tooLongList = (most: number) =>
  problem('list-too-long', 422, {
    zh: `名单最多 ${most} 行，请拆分`,
    en: `A list has ${most} lines at most; split it`,
  });

export const noSuchColumn = (columns: readonly string[]) =>
  problem('no-such-column', 422, {
    zh: `文件没有这一列。有：${columns.join('、') || '(没有表头)'}`,
    en: `The file has no such column. There are: ${columns.join(', ') || '(no header)'}`,
  });

export const unusableList = (fields: readonly string[]) =>
  problem(
    'unusable-list',
    422,
    { zh: '名单的名称或识别方式有误', en: 'Name of the list, or what its lines are, is wrong' },
    fields.map((field) => ({
      ...{ code: 'wrong-value', field },
      message:
        field === 'name'
          ? { zh: '1 到 60 个字', en: '1 to 60 characters' }
          : { zh: `可用：${listBys.join(', ')}`, en: `one of ${listBys.join(', ')}` },
    })),
  );

export const tooManyToCompare = problem('too-many-segments', 422, {
  zh: '最多比较 12 个人群',
  en: 'At most 12 segments can be compared',
});
