/** A page as a browser without scripts has it. */
export interface Page {
  readonly status: number;
  readonly url: URL;
  readonly html: string;
  readonly headers: Headers;
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

const REDIRECTS_MAX = 20;

/** For specs: cookies, redirects and forms, and nothing else of a browser. It runs no script. */
export class TestBrowser {
  private cookies: Cookie[] = [];

  /** @param leaves addresses that are not fetched: whoever is redirected there has left */
  constructor(private readonly leaves: (url: URL) => boolean = () => false) {}

  async open(address: string | URL, init: RequestInit = {}): Promise<Page> {
    let url = new URL(address);
    let asked: RequestInit = init;
    for (let redirects = 0; redirects < REDIRECTS_MAX; redirects += 1) {
      if (this.leaves(url)) return { status: 0, url, html: '', headers: new Headers() };
      const headers = { ...(asked.headers as Record<string, string> | undefined), cookie: this.cookiesFor(url) };
      const answer = await fetch(url, { ...asked, headers, redirect: 'manual' });
      this.keep(answer.headers.getSetCookie());
      const location = answer.headers.get('location');
      if (location === null) return { status: answer.status, url, html: await answer.text(), headers: answer.headers };
      url = new URL(location, url);
      asked = {};
    }
    throw new Error('redirected without end');
  }

  /** Sends the form of a page by one of its buttons, or by none, with what was typed into its fields. */
  async send(page: Page, typed: Readonly<Record<string, string>>): Promise<Page> {
    const form = /<form([^>]*)>([\s\S]*?)<\/form>/.exec(page.html);
    if (form === null) throw new Error(`no form on ${page.url.href}: ${page.html}`);
    const fields = [...(form[2] ?? '').matchAll(/<input([^>]*)>/g)].map(([, input = '']) => input);
    const body = new URLSearchParams(
      fields.map((input): [string, string] => [attribute(input, 'name'), attribute(input, 'value')]),
    );
    for (const [name, value] of Object.entries(typed)) body.set(name, value);
    const action = new URL(attribute(form[1] ?? '', 'action') || page.url.href, page.url);
    return this.open(action, { method: 'POST', body });
  }

  private cookiesFor({ pathname }: URL): string {
    return this.cookies
      .filter(({ path }) => pathname.startsWith(path))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }

  private keep(given: readonly string[]): void {
    for (const line of given) {
      const [pair = '', ...attributes] = line.split(/; */);
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      const path = attributes.find((one) => one.startsWith('path='))?.slice('path='.length) ?? '/';
      this.cookies = this.cookies.filter((one) => one.name !== name || one.path !== path);
      if (value !== '') this.cookies.push({ name, value, path });
    }
  }
}

const attribute = (tag: string, name: string): string => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
