import { text, type Text } from '@yichuang/kernel';

/** Wall-clock times `HH:MM` in Asia/Shanghai; open from `opens` up to, not including, `closes`. */
export interface OfficeWindow {
  readonly opens: string;
  readonly closes: string;
}

/** Office hours from `starts` (`MM-DD`) until the next season of the hall starts; the last one runs over New Year. */
export interface Season {
  readonly starts: string;
  readonly windows: readonly OfficeWindow[];
}

/** A service hall and its office hours. Published hours are never edited: a change is a new version. */
export interface Hall {
  /** Division code of the hall (GB/T 2260). */
  readonly id: string;
  /** `<id>.<n>`, e.g. `350405.1`; every answer names it. */
  readonly version: string;
  readonly name: Text;
  /** Where the hours are written, and how sure they are. */
  readonly source: Text;
  readonly seasons: readonly Season[];
}

/** 8:00 and half past two in winter, three in summer: the province's seven hours a day. */
export const shaxian: Hall = {
  id: '350405',
  version: '350405.1',
  name: text('三明市沙县区行政服务中心', 'Shaxian District Service Centre, Sanming'),
  source: text(
    '福建省人民政府办公厅作息时间通知；本大厅实际时间待确认',
    "Provincial government's notice on office hours; the hall's own hours are to be confirmed",
  ),
  seasons: [
    {
      starts: '06-01',
      windows: [
        { opens: '08:00', closes: '12:00' },
        { opens: '15:00', closes: '18:00' },
      ],
    },
    {
      starts: '10-01',
      windows: [
        { opens: '08:00', closes: '12:00' },
        { opens: '14:30', closes: '17:30' },
      ],
    },
  ],
};

/** A hall that opens at 08:30, as some cities do. Its hours are an example until the city confirms them. */
export const sanming: Hall = {
  id: '350400',
  version: '350400.1',
  name: text('三明市行政服务中心（示例）', 'Sanming Municipal Service Centre (example)'),
  source: text('示例作息时间，待确认', 'Example hours, to be confirmed'),
  seasons: [
    {
      starts: '06-01',
      windows: [
        { opens: '08:30', closes: '12:00' },
        { opens: '15:00', closes: '18:00' },
      ],
    },
    {
      starts: '10-01',
      windows: [
        { opens: '08:30', closes: '12:00' },
        { opens: '14:30', closes: '17:30' },
      ],
    },
  ],
};

/** Every hall that comes with the library. */
export const halls: readonly Hall[] = [shaxian, sanming];
