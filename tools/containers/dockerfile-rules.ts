import { DockerfileParser, type From, type Instruction } from 'dockerfile-ast';

export interface DockerfileContext {
  /** Whether a build gets to see the file or folder, and it is there. */
  readonly sent: (path: string) => boolean;
  /** Whether a source of this built file stands in the checkout. */
  readonly built: (path: string) => boolean;
}

/** What the parser's kinds of instructions have beside what all have. */
interface Kinds {
  getOpeningBracket?(): unknown;
  getJSONStrings?(): readonly { getJSONValue(): string }[];
  getFlags?(): readonly { getName(): string; getValue(): string | null }[];
  getProperties?(): readonly { getName(): string }[];
}

interface Stage {
  readonly from: From;
  readonly instructions: readonly Instruction[];
}

type Rule = (stages: readonly Stage[], context: DockerfileContext) => readonly (string | false)[];

const KNOWN = new Set([
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'FROM',
  'HEALTHCHECK',
  'LABEL',
  'RUN',
  'STOPSIGNAL',
  'USER',
  'WORKDIR',
]);

/** @returns what an image of this project may not be, one sentence each; none for a good file. */
export function faultsOfDockerfile(text: string, context: DockerfileContext): readonly string[] {
  const instructions = DockerfileParser.parse(text).getInstructions();
  const stages = stagesOf(instructions);
  if (stages.length === 0) return ['there is no FROM'];
  return rules.flatMap((rule) => rule(stages, context)).filter((fault) => fault !== false);
}

function stagesOf(instructions: readonly Instruction[]): readonly Stage[] {
  const starts = instructions.flatMap((one, index) => (one.getKeyword() === 'FROM' ? [index] : []));
  return starts.map((start, index) => ({
    from: instructions[start] as From,
    instructions: instructions.slice(start + 1, starts[index + 1]),
  }));
}

const all = (stages: readonly Stage[]): readonly Instruction[] => stages.flatMap(({ instructions }) => instructions);
const last = (stages: readonly Stage[]): readonly Instruction[] => stages.at(-1)?.instructions ?? [];
const of = (instructions: readonly Instruction[], keyword: string): readonly Instruction[] =>
  instructions.filter((one) => one.getKeyword() === keyword);
const wordsOf = (one: Instruction): string => one.getArgumentsContent() ?? '';

/** What the words of an instruction are when they are written as a list, in exec form. */
function listOf(one: Instruction & Kinds): readonly string[] | null {
  if ((one.getOpeningBracket?.() ?? null) === null) return null;
  return one.getJSONStrings?.().map((word) => word.getJSONValue()) ?? null;
}

const instructionsAreKnown: Rule = (stages) =>
  all(stages).map((one) => !KNOWN.has(one.getKeyword()) && `${one.getKeyword()} has no place here`);

const buildsApartFromWhatRuns: Rule = (stages) => [
  stages.length < 2 && 'there is one stage: what builds would be part of what runs',
  of(last(stages), 'RUN').length > 0 && 'RUN in the last stage: what runs is only copied',
  of(last(stages), 'COPY').some((one) => flagFrom(one) === null) && 'COPY from outside in the last stage',
];

const imagesArePinned: Rule = (stages) => stages.flatMap(({ from }) => imageFaults(from));

function imageFaults(from: From): (string | false)[] {
  const image = from.getImage() ?? '';
  const tag = from.getImageTag();
  return [
    image.includes('$') && `${image}: named by a variable`,
    from.getRegistry() !== null && `${image}: names a registry`,
    from.getImageDigest() === null && (tag === null || !/\d/.test(tag) || tag === 'latest') && `${image}: no version`,
  ];
}

const runsAsNobodyInParticular: Rule = (stages) => {
  const users = of(last(stages), 'USER').map(wordsOf);
  return [
    users.length !== 1 && 'the last stage says USER once',
    users.some((user) => !/^[1-9]\d*:[1-9]\d*$/.test(user)) && 'USER is a number and a group by number, neither root',
  ];
};

const startsWithoutShell: Rule = (stages, { built }) => {
  const commands = of(last(stages), 'CMD');
  const entry = commands.map((one) => listOf(one)?.at(-1))[0];
  return [
    commands.length !== 1 && 'the last stage says CMD once',
    of(last(stages), 'ENTRYPOINT').length > 0 && 'ENTRYPOINT beside CMD',
    commands.some((one) => listOf(one) === null) && 'CMD is not in exec form: a shell would get the signals',
    entry !== undefined && !built(entry) && `CMD starts ${entry}, which nothing builds`,
    of(last(stages), 'STOPSIGNAL').length !== 1 && 'the last stage says STOPSIGNAL once',
  ];
};

/** `NONE` is a word too: what runs once and ends is never asked. */
const saysHowItIs: Rule = (stages) => {
  const checks = of(last(stages), 'HEALTHCHECK').map(wordsOf);
  return [
    checks.length !== 1 && 'the last stage says HEALTHCHECK once',
    checks.some((one) => one !== 'NONE' && !/CMD \["node", /.test(one)) && 'HEALTHCHECK asks with node, in exec form',
  ];
};

const installsWhatIsLocked: Rule = (stages) => {
  const run = of(all(stages), 'RUN').map(wordsOf);
  return [
    !run.some((one) => /\bnpm ci\b/.test(one)) && 'npm ci installs, and nothing here runs it',
    run.some((one) => /\bnpm (i|install|update|add)\b/.test(one)) && 'npm installs other than what is locked',
    run.some((one) => /\b(curl|wget|apt|apt-get|apk|pip|npx)\b/.test(one)) && 'RUN fetches something that nothing pins',
  ];
};

const copiesWhatThereIs: Rule = (stages, { sent }) => {
  const names = stages.map(({ from }) => from.getBuildStage());
  return of(all(stages), 'COPY').flatMap((one) => {
    const from = flagFrom(one);
    const sources = one
      .getArguments()
      .map((argument) => argument.getValue())
      .slice(0, -1);
    return from === null
      ? sources.map((source) => !sent(source) && `COPY ${source}: a build is not sent it, or it is not there`)
      : [!names.slice(0, -1).includes(from) && `COPY --from=${from}: no stage before is called so`];
  });
};

const keepsNoSecret: Rule = (stages) =>
  [...of(all(stages), 'ENV'), ...of(all(stages), 'ARG')].flatMap((one: Instruction & Kinds) =>
    (one.getProperties?.() ?? [])
      .map((property) => property.getName())
      .map(
        (name) => /PASSWORD|SECRET|TOKEN|KEY|_URL/i.test(name) && `${one.getKeyword()} ${name}: an image would keep it`,
      ),
  );

const flagFrom = (one: Instruction & Kinds): string | null =>
  one
    .getFlags?.()
    .find((flag) => flag.getName() === 'from')
    ?.getValue() ?? null;

const rules: readonly Rule[] = [
  instructionsAreKnown,
  buildsApartFromWhatRuns,
  imagesArePinned,
  runsAsNobodyInParticular,
  startsWithoutShell,
  saysHowItIs,
  installsWhatIsLocked,
  copiesWhatThereIs,
  keepsNoSecret,
];
