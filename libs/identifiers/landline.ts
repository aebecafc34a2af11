import { parsed, type Parsed } from './parsed.js';
import { digit, oneOf, places, shapeFaults, type Shape } from './shape.js';

export interface LandlineParts {
  readonly areaCode: string;
  readonly subscriber: string;
  readonly extension: string | null;
}

const dash = oneOf('-');
const extensions: readonly Shape[] = [[], ...[1, 2, 3, 4, 5, 6].map((digits) => [dash, ...places(digits, digit)])];

/** Area code of three or four digits, subscriber of seven or eight, and an extension of up to six. */
const shapes: readonly Shape[] = [3, 2].flatMap((area) =>
  [[dash], []].flatMap((between) =>
    [7, 8].flatMap((subscriber) =>
      extensions.map((extension) => [
        oneOf('0'),
        ...places(area, digit),
        ...between,
        ...places(subscriber, digit),
        ...extension,
      ]),
    ),
  ),
);

/** 固定电话 [S]: area code (三明 0598), subscriber, extension; hyphens between, the first may be left out. */
export const parseLandline = (code: string): Parsed<LandlineParts> =>
  parsed(code, shapeFaults(code, shapes), () => {
    // Beijing and the 02x cities have three digits; a written hyphen decides before that.
    const groups =
      /^(0\d{2,3})-(\d{7,8})(?:-(\d+))?$/.exec(code) ?? /^(010|02\d|0\d{3}|0\d{2})(\d{7,8})(?:-(\d+))?$/.exec(code);
    return { areaCode: groups?.[1] ?? '', subscriber: groups?.[2] ?? '', extension: groups?.[3] ?? null };
  });
