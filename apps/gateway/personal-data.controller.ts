import { Body, Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { actionWords, type Action } from '@yichuang/contracts';
import { Asks } from '@yichuang/host';
import { formatInstant } from '@yichuang/working-time';
import { checkedId } from './case-id.js';
import type { House } from './house.js';
import { OnBehalf } from './on-behalf.js';

/** A look as the vault has recorded it. */
interface Look {
  readonly at: number;
  readonly by: string;
  readonly role: string;
  readonly department: string | null;
  readonly action: Action;
  readonly sections: readonly string[];
  readonly reason: string | null;
  readonly warrant: string | null;
}

/** Personal data of a case. The vault judges who asks, records it and opens; what it says is handed on and kept nowhere. */
@Controller('api/v1/cases/:caseId')
export class PersonalDataController {
  @Asks('personal-data.read')
  @Get('personal-data')
  @Header('cache-control', 'no-store')
  async read(@OnBehalf() house: House, @Param('caseId') caseId: string): Promise<object> {
    return { caseId, ...(await house.vault.get<object>(`/personal-data/${checkedId(caseId)}`)) };
  }

  /** No Idempotency-Key: the answer of before is nowhere to be had, and looking again is another look. */
  @Asks('personal-data.unmask')
  @Post('personal-data/open')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async open(@OnBehalf() house: House, @Param('caseId') caseId: string, @Body() body: unknown): Promise<object> {
    return { caseId, ...(await house.vault.post<object>(`/personal-data/${checkedId(caseId)}/open`, body ?? {})) };
  }

  @Asks('case.events')
  @Get('accesses')
  async accesses(@OnBehalf() house: House, @Param('caseId') caseId: string): Promise<object> {
    const looks = await house.vault.get<readonly Look[]>(`/personal-data/${checkedId(caseId)}/accesses`);
    return { caseId, accesses: looks.map(shown) };
  }
}

const shown = ({ at, action, by, role, department, sections, reason, warrant }: Look): object => ({
  at: formatInstant(at),
  by,
  role,
  department,
  what: actionWords[action].text,
  sections,
  reason,
  warrant,
});
