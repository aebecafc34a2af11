import { createCanvas } from '@napi-rs/canvas';
import jsqr from 'jsqr';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** For specs: a PDF as another program reads it. */
export interface ReadPdf {
  readonly title: string;
  /** The text of each page, its lines joined. */
  readonly pages: readonly string[];
  /** What a camera makes of the QR code in the upper right of a page; `null` where it sees none. */
  scan(page: number): Promise<string | null>;
  close(): Promise<void>;
}

/** What is exported is the function itself; its types say otherwise. */
const decode = jsqr as unknown as typeof jsqr.default;

/** Dots a printer gives a point at 216 dpi. */
const SCALE = 3;

export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const opened = await getDocument({ data: Uint8Array.from(bytes), verbosity: 0 }).promise;
  const { info } = await opened.getMetadata();
  const pages: string[] = [];
  for (let number = 1; number <= opened.numPages; number += 1) {
    const { items } = await (await opened.getPage(number)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(''));
  }
  return {
    title: (info as { Title: string }).Title,
    pages,
    async scan(number) {
      const page = await opened.getPage(number);
      const viewport = page.getViewport({ scale: SCALE });
      const [width, height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)];
      const canvas = createCanvas(width, height);
      await page.render({ canvas: null, canvasContext: canvas.getContext('2d') as never, viewport }).promise;
      const [left, wide, high] = [Math.floor(width * 0.7), Math.ceil(width * 0.3), Math.ceil(height * 0.4)];
      const { data } = canvas.getContext('2d').getImageData(left, 0, wide, high);
      return decode(Uint8ClampedArray.from(data), wide, high)?.data ?? null;
    },
    async close() {
      await opened.loadingTask.destroy();
    },
  };
}
