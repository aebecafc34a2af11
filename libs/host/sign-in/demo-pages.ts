import { text, type Text } from '@yichuang/kernel';
import { demoAccounts, type DemoAccount } from './demo-accounts.js';

/** Markup that was made here; everything else is escaped. */
export interface Markup {
  readonly html: string;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (plain: string): string => plain.replace(/[&<>"']/g, (one) => entities[one] ?? '');

type Part = string | Markup | readonly Markup[];

function markup(parts: TemplateStringsArray, ...values: readonly Part[]): Markup {
  const shown = (value: Part): string => {
    if (typeof value === 'string') return escaped(value);
    return 'html' in value ? value.html : value.map(({ html }) => html).join('');
  };
  return { html: parts.reduce((made, part, index) => made + shown(values[index - 1] ?? '') + part) };
}

/** Made by the library: its form with the token against forgery, without a word in it. */
export const trusted = (html: string): Markup => ({ html });

const both = (words: Text): Markup => markup`${words['zh-CN']} <span lang="en">${words.en}</span>`;

const STYLE = `body{font-family:system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
h1{border-left:.5rem solid #b45309;padding-left:.75rem}
ul{list-style:none;padding:0;display:grid;gap:.5rem}
button,input[type=text]{font:inherit;padding:.6rem .8rem;border:1px solid #595959;border-radius:.25rem;background:#fff;color:inherit}
li button{width:100%;text-align:left}
button:hover,button:focus-visible{outline:3px solid #b45309}
code{font-size:1.5rem;letter-spacing:.1em}`;

/** A whole page. No script, no picture, nothing from elsewhere. */
const page = (content: Markup): string =>
  markup`<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>演示登录 DEMO sign-in</title><style>${trusted(STYLE)}</style></head>
<body><main><h1>演示登录 <span lang="en">DEMO sign-in</span></h1>
${content}
</main></body></html>
`.html;

/**
 * Its forms lead back to the provider and from there, redirected, to whoever asked for the sign-in: browsers hold redirects
 * against this list as well.
 */
export const pageHeaders = (consoleOrigin: string | undefined): Readonly<Record<string, string>> => ({
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    `form-action 'self' ${consoleOrigin ?? 'http://127.0.0.1:* http://localhost:*'}`,
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
});

const warning = both(
  text(
    '仅供开发和培训：不需要密码，账户都是虚构的。',
    'For development and training only: no password, nobody here is real.',
  ),
);

const choice = ({ name, title }: DemoAccount): Markup =>
  markup`<li><button name="account" value="${name}">${both(title)} <small>${name}</small></button></li>`;

/** Who somebody wants to be. @param token ties the form to this sign-in */
export const accountsPage = (token: string): string =>
  page(markup`<p>${warning}</p>
<h2>${both(text('以谁的身份登录？', 'Sign in as whom?'))}</h2>
<form method="post"><input type="hidden" name="token" value="${token}">
<ul>${demoAccounts.map(choice)}</ul>
<p><button name="cancel" value="yes">${both(text('取消', 'Cancel'))}</button></p>
</form>`);

export interface CodeForm {
  readonly action: string;
  readonly token: string;
  readonly code: string;
  readonly fault: Text | null;
}

/** The code that another machine shows (RFC 8628 §3.3). */
export const codePage = ({ action, token, code, fault }: CodeForm): string =>
  page(markup`<p>${warning}</p>
${fault === null ? '' : markup`<p role="alert"><strong>${both(fault)}</strong></p>`}
<form method="post" action="${action}"><input type="hidden" name="xsrf" value="${token}">
<p><label for="code">${both(text('输入终端上显示的代码', 'Enter the code shown in the terminal'))}</label></p>
<p><input type="text" id="code" name="user_code" value="${code}" autocomplete="off" spellcheck="false" autofocus>
<button>${both(text('继续', 'Continue'))}</button></p>
</form>`);

/** @param form of the library, with the id that its buttons name */
export const confirmPage = (form: Markup, client: string, code: string): string =>
  page(markup`<p>${both(text('要登录的是：', 'What wants to sign in:'))} <strong>${client}</strong></p>
<p>${both(text('终端上显示的应是此代码：', 'Its terminal should show this code:'))}</p>
<p><code>${code}</code></p>
<p>${both(text('如果不是您发起的，请取消。', 'If you did not start this, cancel it.'))}</p>
${form}
<p><button form="op.deviceConfirmForm">${both(text('一致，继续', 'It does, continue'))}</button>
<button form="op.deviceConfirmForm" name="abort" value="yes">${both(text('取消', 'Cancel'))}</button></p>`);

/** @param form of the library, with the id that its buttons name */
export const signOutPage = (form: Markup): string =>
  page(markup`<p>${both(text('确定退出登录？', 'Sign out?'))}</p>
${form}
<p><button form="op.logoutForm" name="logout" value="yes">${both(text('退出', 'Sign out'))}</button>
<button form="op.logoutForm">${both(text('保持登录', 'Stay signed in'))}</button></p>`);

export const saidPage = (words: Text): string => page(markup`<p>${both(words)}</p>`);

/** @param detail what the library says of it; in English, with the code that the standard has for it */
export const faultPage = (detail: string): string =>
  page(markup`<p role="alert"><strong>${both(
    text('登录没有完成，请从头再来。', 'The sign-in was not completed. Begin again.'),
  )}</strong></p>
<p><small>${detail}</small></p>`);
