import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  faultySamples,
  named,
  sample,
  TestDoor,
  TestHouse,
  until,
  type Ran,
  type SeenEvent,
  type Way,
} from '@yichuang/testing';

const six = ['housing-fund', 'market-regulation', 'medical-insurance', 'seal', 'social-insurance', 'tax'];
const COMPANY_A = '三明市沙县区虚杉软件开发有限公司';

interface Shown {
  readonly caseId: string;
  readonly number: string;
  readonly status: string;
  readonly company: { readonly name: string; readonly uscc: string; readonly establishedOn: string } | null;
  readonly clock: Readonly<Record<string, string | number>> | null;
  readonly departments: Readonly<
    Record<string, { status: string; outcome: string | null; rules: Record<'pass' | 'fail' | 'unknown', string[]> }>
  >;
  readonly notice: {
    readonly number: number;
    readonly defects: { code: string; department: string; path: string }[];
  } | null;
  readonly position: string;
}

interface Told {
  readonly ways: object;
  readonly notifications: readonly {
    readonly about: string;
    readonly deliveries: readonly { readonly state: string }[];
    readonly opened: object | null;
  }[];
}

const lines = ({ stdout }: Ran): Shown[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Shown);

const only = (ran: Ran): Shown => {
  const [first, ...more] = lines(ran);
  if (first === undefined || more.length > 0) throw new Error(`not one line: ${ran.stdout} ${ran.stderr}`);
  return first;
};

/** The samples of the domain reference from the command line: the same answers however the house runs. */
export function samplesRun(way: Way): void {
  /** Slow, so that everything here happens within the minute of 08:30 and every act still has an instant of its own. */
  const house = new TestHouse(['--clock', '2026-11-23 08:30', '--speed', '0.05'], {}, way);
  const door = new TestDoor(house);

  beforeAll(async () => {
    await house.start();
  }, way.readyMillisMax);
  afterAll(() => house.end());

  const open = (...names: string[]): Promise<Ran> =>
    house.cli('open', ...names.map((name) => sample(name).file), '--wait', '--json');
  const correct = (caseId: string, name: string): Promise<Ran> =>
    house.cli('correct', caseId, sample(name).file, '--wait', '--json');
  const whole = async (id: string): Promise<Record<string, never>> =>
    JSON.parse((await house.cli('case', id, '--json')).stdout) as Record<string, never>;
  const eventsOf = async (id: string): Promise<SeenEvent[]> =>
    (await house.cli('events', id, '--json')).stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as SeenEvent);

  /** Cases by sample, as they were left by the tests before. */
  const cases = new Map<string, Shown>();
  const known = (name: string): Shown => {
    const found = cases.get(name);
    if (found === undefined) throw new Error(`no case of ${name}`);
    return found;
  };

  describe('the samples of the domain reference, handed in at 08:30 on 2026-11-23', () => {
    it('A completes at once: its code, six departments done, due at 15:00, exit 0', async () => {
      const ran = await open('a.yaml');
      expect([ran.code, ran.stderr]).toEqual([0, '']);
      const shown = only(ran);
      cases.set('a', shown);
      expect(shown).toMatchObject({
        status: 'completed',
        company: { name: COMPANY_A, uscc: '91350405MAFAKE0198', establishedOn: '2026-11-23' },
        clock: { usedMinutes: 0, budgetMinutes: 240, calendarVersion: expect.any(String), state: 'MET' },
        notice: null,
      });
      expect(shown.clock?.['startedAt']).toMatch(/^2026-11-23T08:30:\d\d(\.\d+)?\+08:00$/);
      expect(shown.clock?.['dueAt']).toMatch(/^2026-11-23T15:00:\d\d(\.\d+)?\+08:00$/);
      expect(Object.keys(shown.departments).sort()).toEqual(six);
      for (const { status, outcome, rules } of Object.values(shown.departments)) {
        expect([status, outcome, rules.fail, rules.unknown]).toEqual(['done', 'done', [], []]);
        expect(rules.pass.length).toBeGreaterThan(3);
      }
    });

    it('prints of a case exactly what is promised, in that order', () => {
      const shown = known('a');
      expect(Object.keys(shown)).toEqual([
        'caseId',
        'number',
        'status',
        'company',
        'clock',
        'departments',
        'notice',
        'position',
      ]);
      expect(Object.keys(shown.clock ?? {})).toEqual([
        'startedAt',
        'dueAt',
        'stoppedAt',
        'usedMinutes',
        'budgetMinutes',
        'calendarVersion',
        'state',
      ]);
      for (const one of Object.values(shown.departments))
        expect(Object.keys(one)).toEqual(['status', 'outcome', 'rules']);
    });

    it('A was decided by rules alone, each step by a rule set that answers for it, and four seals are filed', async () => {
      const { departments, whyNotInstant } = (await whole(known('a').caseId)) as unknown as {
        departments: Record<
          string,
          { instant: boolean; result: Record<string, unknown>; steps: Record<string, unknown>[] }
        >;
        whyNotInstant: unknown;
      };
      expect(whyNotInstant).toEqual({ instant: true, delays: [] });
      for (const { instant, steps } of Object.values(departments)) {
        expect(instant).toBe(true);
        for (const step of steps)
          expect(step).toMatchObject({ instant: true, decider: `SYSTEM:${String(step['ruleSet'])}` });
      }
      const seals = departments['seal']?.result['seals'] as { number: string }[];
      expect(seals.map(({ number }) => number)).toEqual([
        '3504050000011',
        '3504050000012',
        '3504050000013',
        '3504050000014',
      ]);
      expect(departments['housing-fund']?.result).toMatchObject({ monthlyFen: 135_000, firstMonth: '2026-12' });
      expect(departments['social-insurance']?.result).toMatchObject({
        injuryClass: 1,
        baseRatePercent: 0.2,
        enrolled: 3,
      });
    });

    it('B completes with its code, and reminds of the permit it needs before trading', async () => {
      const ran = await open('b.yaml');
      const shown = only(ran);
      cases.set('b', shown);
      expect([ran.code, shown.status, shown.company?.uscc]).toEqual([0, 'completed', '91350405MAFAKE0273']);
      const reminders = (await eventsOf(shown.caseId)).filter(({ type }) => type === 'PostLicencePermitReminded');
      expect(reminders.length).toBe(1);
      expect(JSON.stringify(reminders[0]?.data)).toContain('食品经营许可');
      const { departments } = (await whole(shown.caseId)) as unknown as {
        departments: Record<string, { result: unknown }>;
      };
      expect(departments['housing-fund']?.result).toMatchObject({ monthlyFen: 345_600 });
    });

    it('C waits before acceptance for market regulation, off the clock, exit 3', async () => {
      const ran = await open('c.yaml');
      const shown = only(ran);
      cases.set('c', shown);
      expect([ran.code, shown.status, shown.clock, shown.notice, shown.company]).toEqual([
        3,
        'in-review',
        null,
        null,
        null,
      ]);
      expect(shown.departments['market-regulation']?.status).toBe('in-review');
      const { waitingFor } = (await whole(shown.caseId)) as unknown as {
        waitingFor: { who: string; officer: boolean; why: { code: string; verdict: string }[] }[];
      };
      expect(waitingFor.map(({ who, officer }) => [who, officer])).toEqual([['market-regulation', true]]);
      expect(waitingFor[0]?.why).toMatchObject([{ code: 'FIE_NOT_AUTHORISED_HERE', verdict: 'unknown' }]);
      const types = (await eventsOf(shown.caseId)).map(({ type }) => type);
      for (const never of ['ApplicationAccepted', 'SlaStarted', 'CompanyRegistered'])
        expect(types).not.toContain(never);
    });

    it('a case that waits is shown with a position that a reader can wait for', async () => {
      const { caseId } = known('c');
      const { position } = await door.read(caseId);
      expect((await door.get(`/api/v1/cases/${caseId}?after=${position}`)).status).toBe(200);
    });

    it('D meets the name of A, which is named as its rival, exit 3', async () => {
      const ran = await open('d.yaml');
      const shown = only(ran);
      cases.set('d', shown);
      expect([ran.code, shown.status, shown.clock]).toEqual([3, 'awaiting-correction', null]);
      expect(named(shown.notice?.defects ?? [])).toEqual(['market-regulation NAME_CONFLICT /name/trade']);
      const conflict = (await eventsOf(shown.caseId)).find(({ type }) => type === 'NameConflictDetected');
      expect(conflict?.data['rivals']).toMatchObject([{ companyName: COMPANY_A, status: 'registered' }]);
      expect(JSON.stringify((await whole(shown.caseId))['notice'])).toContain(COMPANY_A);
    });

    it('D completes when corrected, its new name kept until 2027-01-23', async () => {
      const { caseId, number } = known('d');
      const ran = await correct(caseId, 'd-corrected.yaml');
      const shown = only(ran);
      expect([ran.code, shown.status, shown.number]).toEqual([0, 'completed', number]);
      expect(shown.company).toMatchObject({ name: '三明市沙县区虚柏软件有限公司', uscc: '91350405MAFAKE035X' });
      const reserved = (await eventsOf(caseId)).filter(({ type }) => type === 'NameReserved');
      expect(reserved.map(({ data }) => (data['answer'] as { result: object }).result)).toMatchObject([
        { companyName: '三明市沙县区虚柏软件有限公司', reservedUntil: '2027-01-23' },
      ]);
    });

    it('E lacks the proof of its seat, and completes with it', async () => {
      const first = await open('e.yaml');
      const { caseId, notice } = only(first);
      expect([first.code, named(notice?.defects ?? [])]).toEqual([3, ['market-regulation SEAT_PROOF_MISSING /papers']]);
      const ran = await correct(caseId, 'e-with-proof.yaml');
      const shown = only(ran);
      cases.set('e', shown);
      expect([ran.code, shown.status, shown.company?.uscc]).toEqual([0, 'completed', '91350405MAFAKE043Q']);
    });
  });

  describe('the negative samples', () => {
    const faulty = faultySamples();
    let ran: Ran;

    beforeAll(async () => {
      ran = await open(...faulty.map(({ name }) => name));
      const taken = faulty.filter(({ status }) => status !== 'bad-input');
      lines(ran).forEach((shown, index) => cases.set(taken[index]?.name ?? '', shown));
    });

    it('handed in with one call, a bad one between them, all are judged in order; bad input decides the exit code', () => {
      expect(ran.code).toBe(2);
      expect(lines(ran).length).toBe(faulty.length - 1);
    });

    it.each(faulty.filter(({ status }) => status !== 'bad-input').map((one) => [one.name, one] as const))(
      '%s is found by its code',
      (name, { status, expect: expected }) => {
        const shown = known(name);
        expect(shown.status).toBe(status);
        expect(named(shown.notice?.defects ?? [])).toEqual(named(expected));
      },
    );

    it('bad input is told as problem details on standard error: every fault with its path, never a value', () => {
      const bad = faulty.find(({ status }) => status === 'bad-input');
      const told = ran.stderr.split('\n').filter((line) => line !== '');
      expect(told.length).toBe(1);
      const problem = JSON.parse(told[0] ?? '') as {
        status: number;
        code: string;
        faults: { code: string; path: string }[];
      };
      expect(problem).toMatchObject({ status: 400, code: 'BAD_INPUT' });
      expect(problem.faults.map(({ code, path }) => `${code} ${path}`).sort()).toEqual(
        bad?.expect.map(({ code, path }) => `${code} ${path}`).sort(),
      );
    });

    it('what waits for an officer says at which department and why', async () => {
      for (const { name, review } of faulty.filter((one) => one.review.length > 0)) {
        const { waitingFor } = (await whole(known(name).caseId)) as unknown as {
          waitingFor: { who: string; why: { code: string }[] }[];
        };
        const said = waitingFor.flatMap(({ who, why }) => why.map(({ code }) => `${who} ${code}`));
        for (const { department, code } of review)
          expect([name, said]).toEqual([name, expect.arrayContaining([`${department} ${code}`])]);
      }
    });

    it('a warning shows with the rules, and in no notice', () => {
      for (const { name, tag } of faulty.filter((one) => one.tag.length > 0)) {
        const { departments, notice } = known(name);
        expect(notice).toBeNull();
        for (const { department } of tag) expect(departments[department]?.rules.fail.length).toBe(1);
      }
    });

    it('what is not ours is declined with the competent authority named, and exit 4', async () => {
      const declined = await open('faulty/jurisdiction-wrong.yaml');
      expect(declined.code).toBe(4);
      const view = await whole(only(declined).caseId);
      expect(view).toMatchObject({
        status: 'declined',
        notice: null,
        end: {
          competentAuthority: expect.stringContaining('市场监督管理局'),
          defects: [{ code: 'JURISDICTION_WRONG' }],
        },
        documents: [{ kind: 'receipt' }, { kind: 'non-acceptance', remedies: { reconsideration: { days: 60 } } }],
      });
    });
  });

  describe('what a person does from the command line', () => {
    it('without --wait an application is taken and the exit code is 0', async () => {
      const ran = await house.cli('open', sample('c.yaml').file, '--json');
      expect(ran.code).toBe(0);
      expect(['submitted', 'pre-checking', 'in-review']).toContain(only(ran).status);
    });

    it('without --json a case is told in words, also one without a clock', async () => {
      const ran = await house.cli('open', sample('e.yaml').file, '--wait');
      expect([ran.code, ran.stderr]).toEqual([3, '']);
      expect(ran.stdout).toContain('awaiting correction');
      expect(ran.stdout).toMatch(/SEAT_PROOF_MISSING \/papers: /);
      const completed = await house.cli('case', known('a').caseId);
      expect(completed.stdout).toContain(`${COMPANY_A}  91350405MAFAKE0198  2026-11-23`);
      expect(completed.stdout).toMatch(/promised by 2026-11-23T15:00:\d\d\S*, 0\/240 working minutes used/);
      const waiting = await house.cli('case', known('c').caseId);
      expect(waiting.stdout).toMatch(/an officer of market regulation looks since 2026-11-23T08:30/);
      expect(waiting.stdout).toContain('FIE_NOT_AUTHORISED_HERE');
    });

    it('nothing that answers, a file that is not there, and one that cannot be read: one clear line each', async () => {
      const nobody = await house.cli('open', sample('a.yaml').file, '--server', 'http://127.0.0.1:9');
      expect([nobody.code, nobody.stdout]).toEqual([1, '']);
      expect(nobody.stderr).toMatch(
        /^yichuang: \S+a\.yaml: nothing answers at http:\/\/127\.0\.0\.1:9: run npm start first.*\n$/,
      );
      const missing = await house.cli('open', '/nowhere/none.yaml');
      expect([missing.code, missing.stderr]).toEqual([
        2,
        'yichuang: /nowhere/none.yaml: the file cannot be read (ENOENT)\n',
      ]);
    });

    it('an earlier instant shows the case as it was, and before it was handed in there was none', async () => {
      const { caseId } = known('e');
      const events = await eventsOf(caseId);
      const noticed = events.find(({ type }) => type === 'OneTimeNoticeIssued')?.recordedAt ?? '';
      const then = JSON.parse((await house.cli('case', caseId, '--at', noticed, '--json')).stdout) as Shown;
      expect([then.status, then.company, then.notice?.number]).toEqual(['awaiting-correction', null, 1]);
      expect((await door.read(caseId)).status).toBe('completed');
      const before = await house.cli('case', caseId, '--at', '2026-11-23 08:00', '--json');
      expect([before.code, before.stdout, before.stderr]).toEqual([1, '', 'yichuang: there is no such case\n']);
      const wrong = await house.cli('case', caseId, '--at', 'yesterday');
      expect([wrong.code, wrong.stdout, wrong.stderr.split('\n').length]).toEqual([2, '', 2]);
    });

    it('what the applicant was told shows on which way, that nothing has left the house, and that he has read it', async () => {
      const { caseId } = known('a');
      const path = `/api/v1/cases/${caseId}/notifications`;
      const told = async () => (await door.send('GET', path)).body as unknown as Told;
      await until(async () => (await told()).notifications.every(({ deliveries }) => deliveries[0]?.state === 'sent'));
      expect((await told()).ways).toEqual({ mail: 'simulated', sms: 'simulated' });
      expect((await told()).notifications).toMatchObject([
        { about: 'accepted', deliveries: [{ channel: 'mail', state: 'sent', simulated: true }], opened: null },
        { about: 'ready', deliveries: [{ channel: 'mail', state: 'sent', simulated: true }], opened: null },
      ]);
      const opened = await door.send('POST', `${path}/ready/opened`, {}, { 'idempotency-key': 'read' });
      expect([opened.status, (await told()).notifications[1]?.opened]).toEqual([200, opened.body['opened']]);
      const never = await door.send('POST', `${path}/refused/opened`, {}, { 'idempotency-key': 'read-2' });
      expect([never.status, never.body['code']]).toEqual([409, 'NO_SUCH_NOTIFICATION']);
      const { stdout } = await house.cli('told', caseId, '--read', 'accepted');
      for (const part of ['Accepted: case', '  read ', 'mail: sent', '(simulated)']) expect(stdout).toContain(part);
    });

    it('what people are told of their data is there for anybody, and the case keeps which version was shown', async () => {
      const told = await house.fetch('/api/v1/matters/company-opening/consent');
      const { version } = (await told.json()) as { version: string };
      expect((await house.cli('consent', '--json')).stdout).toContain(version);
      const { form } = sample('faulty/twelve.yaml');
      const never = await door.send('POST', '/api/v1/cases', form, { 'idempotency-key': 'v1', 'consent-version': 'x' });
      expect([never.status, never.body['code']]).toEqual([400, 'BAD_INPUT']);
      const shown = { 'idempotency-key': 'v2', 'consent-version': version };
      const { caseId } = (await door.send('POST', '/api/v1/cases', form, shown)).body as { caseId: string };
      const [first] = (await eventsOf(caseId)).filter(({ type }) => type === 'ApplicationSubmitted');
      expect(first?.data).toMatchObject({ consentVersion: version, sealed: '***' });
    });

    it('a service is rated once, when it is done, in a grade and listed words', async () => {
      const rate = (caseId: string, body: object, key: string) =>
        door.send('POST', `/api/v1/cases/${caseId}/rating`, body, { 'idempotency-key': key });
      const { caseId } = known('a');
      const rating = { stars: 5, tags: ['fast', 'no-errands'] };
      expect(await rate(caseId, rating, 'r1')).toMatchObject({ status: 200, body: { rating } });
      expect((await rate(caseId, { ...rating, stars: 1 }, 'r2')).body['code']).toBe('RATED_ALREADY');
      expect((await rate(caseId, { stars: 5, text: '自己的话' }, 'r3')).status).toBe(400);
      expect((await rate(known('c').caseId, rating, 'r4')).body['code']).toBe('CASE_NOT_ENDED');
      expect((await house.cli('rate', caseId, '--stars', '1')).stderr).toContain('a rating is not changed');
      const { body } = await door.send('GET', `/api/v1/cases/${caseId}/timeline`);
      expect(JSON.stringify(body)).toContain('好差评：非常满意（5星），办得快、不用跑');
    });

    it('the events of a case are those of all services, in order, private values masked', async () => {
      const { caseId } = known('a');
      const told = await house.cli('events', caseId, '--json');
      const events = await eventsOf(caseId);
      const services = new Set(events.map(({ service }) => service));
      expect([...services].sort()).toEqual([...six, 'notifier', 'orchestrator', 'vault'].sort());
      expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['ApplicationSubmitted', 'CaseCompleted']));
      const recorded = events.map(({ recordedAt }) => Date.parse(recordedAt));
      expect(recorded).toEqual([...recorded].sort((a, b) => a - b));
      const sealed = events.filter(({ data }) => 'sealed' in data);
      expect(sealed.length).toBeGreaterThan(0);
      for (const { data } of sealed) expect(data['sealed']).toBe('***');
      const form = sample('a.yaml').form as {
        people: Record<string, { document: { number: string }; mobile?: string; email?: string; address?: string }>;
      };
      for (const { document, mobile, email, address } of Object.values(form.people))
        for (const secret of [document.number, mobile, email, address])
          if (secret !== undefined) expect(told.stdout.includes(secret)).toBe(false);
      expect((await house.cli('events', 'nosuchcase0000000000000')).stderr).toBe('yichuang: there is no such case\n');
    });

    it('lists cases by status, and refuses a status that does not exist', async () => {
      const waiting = await house.cli('cases', '--status', 'in-review', '--json');
      const ids = waiting.stdout
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Shown);
      expect(ids.map(({ caseId }) => caseId)).toContain(known('c').caseId);
      expect(new Set(ids.map(({ status }) => status))).toEqual(new Set(['in-review']));
      const all = await house.cli('cases');
      expect(all.stdout).toContain(known('a').number);
      expect(all.stdout).toContain(COMPANY_A);
      const wrong = await house.cli('cases', '--status', 'lost');
      expect([wrong.code, wrong.stdout]).toEqual([2, '']);
      expect(JSON.parse(wrong.stderr)).toMatchObject({
        status: 400,
        faults: [{ path: '/status', code: 'INVALID_VALUE' }],
      });
    });

    it('who insists on a defect of substance is refused with every rule and the remedies', async () => {
      const ran = await house.cli('insist', known('faulty/capital-term-over-5y.yaml').caseId, '--json');
      expect(JSON.parse(ran.stdout)).toMatchObject({
        status: 'refused',
        company: null,
        end: {
          reason: 'DEFECTS_OF_SUBSTANCE_REMAIN',
          defects: [{ code: 'CAPITAL_TERM_OVER_5Y', article: expect.stringContaining('a.47') }],
        },
        documents: expect.arrayContaining([
          expect.objectContaining({ kind: 'refusal', remedies: expect.objectContaining({ suit: expect.anything() }) }),
        ]),
      });
      const words = await house.cli('case', known('faulty/capital-term-over-5y.yaml').caseId);
      expect(words.stdout).toContain('CAPITAL_TERM_OVER_5Y');
      expect(words.stdout).toContain('reconsideration within 60 days');
    });

    it('who insists on a defect of form is declined, and who has nothing to insist on is told so', async () => {
      const ran = await house.cli('insist', known('faulty/hf-ratio-unequal.yaml').caseId, '--json');
      expect(JSON.parse(ran.stdout)).toMatchObject({
        status: 'declined',
        end: { reason: 'DEFECTS_OF_FORM_REMAIN', defects: [{ code: 'HF_RATIO_UNEQUAL' }] },
      });
      const nothing = await house.cli('insist', known('a').caseId);
      expect([nothing.code, nothing.stdout, nothing.stderr.split('\n').length]).toEqual([1, '', 2]);
    });

    it('withdraws before there is a company, whose name is free again, and not after', async () => {
      const { caseId } = known('faulty/person-minor.yaml');
      const ran = await house.cli('withdraw', caseId, '--json');
      expect([ran.code, (JSON.parse(ran.stdout) as Shown).status]).toEqual([0, 'withdrawn']);
      const again = await house.cli('withdraw', caseId, '--json');
      expect([again.code, (JSON.parse(again.stdout) as Shown).status]).toEqual([0, 'withdrawn']);
      await until(async () => (await eventsOf(caseId)).some(({ type }) => type === 'NameReleased'));
      const late = await house.cli('withdraw', known('a').caseId);
      expect([late.code, late.stdout, late.stderr]).toEqual([1, '', expect.stringMatching(/^yichuang: .+\n$/)]);
      expect((await door.read(known('a').caseId)).status).toBe('completed');
    });

    it('corrects only what was asked to be corrected', async () => {
      const ran = await correct(known('a').caseId, 'a.yaml');
      expect([ran.code, ran.stdout]).toEqual([1, '']);
      const bad = await correct(known('faulty/name-structure.yaml').caseId, 'faulty/bad-input.yaml');
      expect([bad.code, bad.stdout]).toEqual([2, '']);
      const unknown = await correct('nosuchcase0000000000000', 'a.yaml');
      expect(unknown.code).toBe(1);
    });
  });
}
