import type { SimulatorDefinition } from '@yichuang/host';
import { soundOf } from '../name/sound.js';
import { registeredNames, type LibraryName } from '../reference/registered-names.js';

interface Ask {
  readonly authority: string;
  readonly tradeName: string;
}

const heard: readonly (LibraryName & { readonly authority: string; readonly sound: string })[] = Object.entries(
  registeredNames.byAuthority,
).flatMap(([authority, names]) => names.map((one) => ({ ...one, authority, sound: soundOf(one.tradeName) })));

/** 模拟企业名称库: names registered, reserved or given up elsewhere that share, echo, hold or fill a trade name. */
export const nameLibrarySimulator: SimulatorDefinition = {
  name: 'name-library',
  title: { 'zh-CN': '企业名称库（模拟）', en: 'Name library (simulator)' },
  nature: 'question',
  answer: ({ ask }) => {
    const { authority, tradeName } = ask as Ask;
    const sound = soundOf(tradeName);
    const names = heard
      .filter((one) => one.authority === authority)
      .filter((one) => one.sound === sound || one.tradeName.includes(tradeName) || tradeName.includes(one.tradeName))
      .map(({ authority: _authority, sound: _sound, ...name }) => name);
    return { answer: { names, list: registeredNames.version, simulated: true } };
  },
};
