/** A PDF as another program reads it. */
export interface ReadPdf {
  readonly title: string;
  /** The text of each page, its lines joined. */
  readonly pages: readonly string[];
  /** What a camera makes of the QR code in the upper right of a page; `null` where it sees none. */
  scan(page: number): Promise<string | null>;
  close(): Promise<void>;
}

/** Dots a printer gives a point at 216 dpi. */
const SCALE = 3;

/** Loads the reader only when it is used, for it is large. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
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
      const { createCanvas } = await import('@napi-rs/canvas');
      const page = await opened.getPage(number);
      const viewport = page.getViewport({ scale: SCALE });
      const [width, height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)];
      const context = createCanvas(width, height).getContext('2d');
      await page.render({ canvas: null, canvasContext: context as never, viewport }).promise;
      const [left, wide, high] = [Math.floor(width * 0.7), Math.ceil(width * 0.3), Math.ceil(height * 0.4)];
      return scanned(Uint8ClampedArray.from(context.getImageData(left, 0, wide, high).data), wide, high);
    },
    async close() {
      await opened.loadingTask.destroy();
    },
  };
}

async function scanned(dots: Uint8ClampedArray, width: number, height: number): Promise<string | null> {
  const { default: jsqr } = await import('jsqr');
  // what is exported is the function itself; its types say otherwise
  const decode = jsqr as unknown as typeof jsqr.default;
  return decode(dots, width, height)?.data ?? null;
}
