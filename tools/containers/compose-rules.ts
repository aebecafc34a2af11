import { secretsOf, type Compose, type ComposeService } from './compose-file.js';

export interface ComposeContext {
  /** Runs once and ends. */
  readonly once: readonly string[];
  /** Whether the checkout has the file. */
  readonly exists: (path: string) => boolean;
}

type Rule = (
  name: string,
  service: ComposeService,
  compose: Compose,
  context: ComposeContext,
) => readonly (string | false)[];

const LOOPBACK = /^127\.0\.0\.1:\d+:\d+$/;
const SECRET_NAME = /PASSWORD|SECRET|TOKEN|KEY|_URL$/;

/** @returns what a composed house of this project may not be, one sentence each */
export function faultsOfCompose(compose: Compose, context: ComposeContext): readonly string[] {
  return Object.entries(compose.services).flatMap(([name, service]) =>
    rules
      .flatMap((rule) => rule(name, service, compose, context))
      .filter((fault) => fault !== false)
      .map((fault) => `${name}: ${fault}`),
  );
}

const isContained: Rule = (_name, service) => [
  !/^[1-9]\d*:[1-9]\d*$/.test(service.user ?? '') && 'runs as root, or as whom is not said by number',
  service.read_only !== true && 'may write to its root',
  !service.tmpfs?.includes('/tmp') && 'has no /tmp of its own',
  !service.cap_drop?.includes('ALL') && 'keeps capabilities',
  service.cap_add !== undefined && 'adds capabilities',
  service.privileged === true && 'is privileged',
  !service.security_opt?.includes('no-new-privileges:true') && 'may gain privileges',
];

const isPinned: Rule = (_name, { image, build }, _compose, { exists }) => {
  const path = (image ?? '').split('/');
  return [
    (image === undefined) === (build === undefined) && 'is either built or an image',
    image !== undefined && !/:.*\d/.test(image) && `${image} has no version`,
    path.length > 1 && /[.:]/.test(path[0] ?? '') && `${image ?? ''} names a registry`,
    build !== undefined && !exists(build.dockerfile) && `${build.dockerfile} is not there`,
  ];
};

const isReachedWhereItMust: Rule = (name, { ports = [], networks = [], environment = {} }, compose) => [
  networks.length === 0 && 'is in no network',
  name !== 'gateway' && ports.length > 0 && 'publishes a port, which the gateway alone does',
  name !== 'gateway' &&
    networks.some((one) => one !== 'sign-in' && compose.networks[one]?.internal !== true) &&
    'is in a network with a way out',
  ports.some((port) => !LOOPBACK.test(port)) && 'is published beyond loopback',
  environment['PUBLISHED_ON'] === 'loopback' && ports.length === 0 && 'says it is published, and is not',
];

const keepsSecretsInFiles: Rule = (_name, service, { secrets }) => [
  ...Object.entries(service.environment ?? {}).map(
    ([variable, value]) =>
      (/:\/\/[^/]*@/.test(String(value)) || (SECRET_NAME.test(variable) && !String(value).startsWith('/'))) &&
      `${variable} is no secret, or it stands in the open`,
  ),
  ...[...secretsOf(service).values()].map((one) => secrets[one] === undefined && `there is no secret ${one}`),
  ...Object.values(service.environment ?? {}).map((value) => {
    const [, target] = /^\/run\/secrets\/(.+)$/.exec(String(value)) ?? [];
    return target !== undefined && !secretsOf(service).has(target) && `/run/secrets/${target} is not given to it`;
  }),
];

const startsInOrder: Rule = (name, service, { services }, { once }) => [
  !once.includes(name) &&
    service.build === undefined &&
    service.healthcheck === undefined &&
    'says nothing of its health',
  !once.includes(name) && service.restart !== 'unless-stopped' && 'is not started again',
  ...Object.entries(service.depends_on ?? {}).flatMap(([other, { condition }]) => [
    services[other] === undefined && `waits for ${other}, which is not there`,
    condition !== (once.includes(other) ? 'service_completed_successfully' : 'service_healthy') &&
      `waits for ${other} until ${condition}`,
  ]),
];

const keepsDataInVolumes: Rule = (_name, { volumes = [] }, compose) =>
  volumes.map((one) => {
    const [source = ''] = one.split(':');
    return !Object.hasOwn(compose.volumes, source) && `${source} is no named volume`;
  });

const rules: readonly Rule[] = [
  isContained,
  isPinned,
  isReachedWhereItMust,
  keepsSecretsInFiles,
  startsInOrder,
  keepsDataInVolumes,
];
