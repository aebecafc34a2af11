import { companyOpeningPlan, departmentsOf } from '@yichuang/matters';
import type { Drive } from './drive.js';
import type { Opened } from './load.js';

interface Page {
  readonly cases: readonly { readonly caseId: string; readonly status: string }[];
  readonly next: string | null;
}

interface View {
  readonly status: string;
  readonly departments: Readonly<Record<string, { readonly status: string }>>;
}

const PAGE_CASES = 200;
const READS_AT_ONCE = 16;

/**
 * What was measured counts only if it was done: every case handed in is listed as completed, no other case exists, and
 * every department has done its part in each.
 *
 * @throws Error naming the first that is not so
 */
export async function verifyCompleted(drive: Drive, opened: readonly Opened[]): Promise<void> {
  const listed = await listAll(drive);
  const wrong = opened.find(({ caseId }) => listed.get(caseId) !== 'completed');
  if (wrong !== undefined) {
    throw new Error(`case ${wrong.caseId} is listed as ${listed.get(wrong.caseId) ?? 'nothing'}, not completed`);
  }
  if (listed.size !== opened.length) {
    throw new Error(`${String(opened.length)} cases were handed in, ${String(listed.size)} are listed`);
  }
  const left = opened.map(({ caseId }) => caseId);
  const read = async (): Promise<void> => {
    for (let caseId = left.pop(); caseId !== undefined; caseId = left.pop()) await verifyOne(drive, caseId);
  };
  await Promise.all(Array.from({ length: READS_AT_ONCE }, read));
}

async function listAll(drive: Drive): Promise<ReadonlyMap<string, string>> {
  const listed = new Map<string, string>();
  let after: string | null = null;
  do {
    const query = new URLSearchParams({ limit: String(PAGE_CASES), ...(after === null ? {} : { after }) });
    const page: Page = await drive.get<Page>(`/api/v1/cases?${query.toString()}`);
    for (const { caseId, status } of page.cases) listed.set(caseId, status);
    after = page.next;
  } while (after !== null);
  return listed;
}

async function verifyOne(drive: Drive, caseId: string): Promise<void> {
  const { status, departments } = await drive.get<View>(`/api/v1/cases/${caseId}`);
  const undone = departmentsOf(companyOpeningPlan).filter((name) => departments[name]?.status !== 'done');
  if (status === 'completed' && undone.length === 0) return;
  throw new Error(`case ${caseId} is ${status}; not done: ${undone.join(', ') || 'none'}`);
}
