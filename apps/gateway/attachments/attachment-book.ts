import { createCipheriv, createDecipheriv, createHash, randomBytes, type CipherGCM } from 'node:crypto';
import { Problem, sectionKey } from '@yichuang/host';
import { text } from '@yichuang/kernel';
import { checkedId, newId } from '../case-id.js';
import type { House } from '../house.js';
import type { Intake } from '../intake.js';
import { ATTACHMENT_BYTES_MAX } from '../limits.js';
import { contentOf, LOOKED_AT_BYTES, type Content } from './content-of.js';
import type { AttachmentStore, Incoming, Place } from './store.js';
import type { Scan, VirusScanner } from './virus-scan.js';

/** What is told of an attachment; never its bytes. Instants are epoch ms. */
export interface KeptAttachment {
  readonly attachmentId: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly content: Content;
  readonly scannedBy: string;
  readonly at: number;
  readonly by: string;
}

/** What came in, once all of it has. */
interface Poured {
  readonly sha256: string;
  readonly bytes: number;
  readonly content: Content | null;
}

/** Where attachments lie and who looks at them; `null` where a house has neither. */
export interface AttachmentParts {
  readonly store: AttachmentStore;
  readonly scanner: VirusScanner;
}

type Orchestrator = Pick<House, 'orchestrator'>;

/** Of a case's keys; from it one for each attachment. No department is granted it. */
const SECTION = 'attachments';

/** AES-256-GCM over the plain bytes: version (1), nonce (12), ciphertext, tag (16). Its draft or case and its id are authenticated. */
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** 附件: takes bytes as they come, fingerprints, judges, scans and encrypts them on the way, and keeps them beside the events. */
export class AttachmentBook {
  constructor(
    private readonly intake: Pick<Intake, 'keysOf'>,
    private readonly parts: AttachmentParts | null,
  ) {}

  /**
   * @param saidLength what the sender says of its length, if anything
   * @throws Problem 400, 403, 404, 409, 413, 415, 422 where a virus was found, 503
   */
  async take(
    house: Orchestrator,
    ownerId: string,
    body: AsyncIterable<Uint8Array>,
    saidLength?: string,
  ): Promise<KeptAttachment> {
    const { store, scanner } = this.present();
    if (Number(saidLength) > ATTACHMENT_BYTES_MAX) throw tooBig();
    // before a byte is taken and a key is asked for
    await house.orchestrator.get(`/attachments/${checkedId(ownerId)}/may-keep`);
    const place: Place = { ownerId, id: newId() };
    const key = await this.keyOf(place);
    const scan = await scanner.begin();
    let incoming: Incoming | null = null;
    try {
      incoming = await store.begin();
      const { content, ...poured } = await pour(body, { incoming, scan, key, place });
      if (poured.bytes === 0) throw empty();
      if ((await scan.verdict()).virus !== null) throw infected();
      if (content === null) throw notTaken();
      await incoming.keep(place);
      incoming = null;
      return await this.record(house, place, { ...poured, content, scannedBy: scanner.name });
    } finally {
      scan.abandon();
      await incoming?.abandon();
    }
  }

  async list(house: Orchestrator, ownerId: string): Promise<readonly KeptAttachment[]> {
    const { all } = await house.orchestrator.get<{ all: KeptAttachment[] }>(`/attachments/${checkedId(ownerId)}`);
    return all;
  }

  /** Who reads it is recorded before he does. @throws Problem 403, 404 */
  async open(
    house: Orchestrator,
    ownerId: string,
    id: string,
  ): Promise<{ readonly kept: KeptAttachment; readonly plain: Buffer }> {
    const { store } = this.present();
    const path = `/attachments/${checkedId(ownerId)}/open/${checkedId(id)}`;
    const kept = await house.orchestrator.post<KeptAttachment>(path, {});
    const place: Place = { ownerId, id };
    const sealed = await store.read(place);
    if (sealed === null) throw new TypeError('the bytes of an attachment are missing');
    return { kept, plain: unsealed(sealed, await this.keyOf(place), place) };
  }

  private async record(
    house: Orchestrator,
    place: Place,
    kept: Omit<KeptAttachment, 'attachmentId' | 'at' | 'by'>,
  ): Promise<KeptAttachment> {
    const { store } = this.present();
    const path = `/attachments/${place.ownerId}/keep`;
    try {
      const stands = await house.orchestrator.post<KeptAttachment>(path, { attachmentId: place.id, ...kept });
      // the same bytes were there already
      if (stands.attachmentId !== place.id) await store.remove(place);
      return stands;
    } catch (error) {
      // turned down for sure; where that is not known, whoever sweeps up will know
      if (error instanceof Problem) await store.remove(place);
      throw error;
    }
  }

  private async keyOf({ ownerId, id }: Place): Promise<Buffer> {
    const [key] = await this.intake.keysOf(ownerId, [SECTION]);
    return sectionKey(key as Buffer, { caseId: ownerId, section: id });
  }

  private present(): AttachmentParts {
    if (this.parts !== null) return this.parts;
    throw new Problem(
      503,
      'NO_ATTACHMENTS',
      text(
        '本系统未配置附件存放处或者病毒扫描',
        'this house has no place for attachments, or nobody who looks for viruses',
      ),
    );
  }
}

interface Way {
  readonly incoming: Incoming;
  readonly scan: Scan;
  readonly key: Buffer;
  readonly place: Place;
}

async function pour(body: AsyncIterable<Uint8Array>, { incoming, scan, key, place }: Way): Promise<Poured> {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher: CipherGCM = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(associated(place));
  const hash = createHash('sha256');
  let [head, tail, bytes] = [Buffer.alloc(0), Buffer.alloc(0), 0];
  await incoming.write(Buffer.concat([Buffer.of(VERSION), nonce]));
  for await (const piece of body) {
    bytes += piece.length;
    if (bytes > ATTACHMENT_BYTES_MAX) throw tooBig();
    hash.update(piece);
    if (head.length < LOOKED_AT_BYTES) head = Buffer.concat([head, piece]).subarray(0, LOOKED_AT_BYTES);
    tail = Buffer.concat([tail, piece]).subarray(-LOOKED_AT_BYTES);
    await Promise.all([scan.feed(piece), incoming.write(cipher.update(piece))]);
  }
  await incoming.write(Buffer.concat([cipher.final(), cipher.getAuthTag()]));
  return { sha256: hash.digest('hex'), bytes, content: contentOf(head, tail) };
}

/** @throws Error when bytes, key, owner and id do not belong together */
function unsealed(sealed: Buffer, key: Buffer, place: Place): Buffer {
  if (sealed[0] !== VERSION) throw new TypeError('an attachment of another version');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + NONCE_BYTES));
  decipher.setAAD(associated(place));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const body = sealed.subarray(1 + NONCE_BYTES, -TAG_BYTES);
  return Buffer.concat([decipher.update(body), decipher.final()]);
}

const associated = ({ ownerId, id }: Place): Buffer => Buffer.from(`${ownerId}\n${id}`, 'utf8');

const MEGABYTES = String(ATTACHMENT_BYTES_MAX / 1024 / 1024);
const tooBig = (): Problem =>
  new Problem(
    413,
    'ATTACHMENT_TOO_BIG',
    text(`附件不得超过 ${MEGABYTES} MB`, `an attachment has ${MEGABYTES} MB at most`),
  );
const empty = (): Problem => new Problem(400, 'ATTACHMENT_EMPTY', text('附件为空', 'the attachment is empty'));
const infected = (): Problem =>
  new Problem(422, 'VIRUS_FOUND', text('附件含有病毒，未予收取', 'a virus was found in it: it was not taken'));
const notTaken = (): Problem =>
  new Problem(
    415,
    'CONTENT_NOT_TAKEN',
    text(
      '只收 PDF、OFD、JPEG、PNG、HEIC，以内容为准',
      'only PDF, OFD, JPEG, PNG and HEIC are taken, judged by their content',
    ),
  );
