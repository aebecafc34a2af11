import { rejected, text } from '@yichuang/kernel';

export const noOrder = rejected('NO_ORDER', text('没有待办的刻章订单', 'no order of seals waits here'));
export const filledAlready = rejected(
  'ORDER_FILLED',
  text('订单已经办理，不能更改', 'the order has been filled; what was said of it is not changed'),
);
export const filledByMachine = rejected(
  'ORDER_NOT_BY_HAND',
  text('该订单由联网的制作单位办理', 'the order is filled by a maker that is connected, and by nobody’s word'),
);
export const madeAlready = rejected(
  'ORDER_FILLED',
  text('印章已经制作，姓名不再提供', 'the seals are made: the name is shown no more'),
);
export const noNameSeal = rejected(
  'NO_NAME_SEAL',
  text('该订单没有名章', 'no seal of this order carries the name of a person'),
);
