import { answers, knowsOrchestratorEvent, marketRegulationSection, withdrawalAnswers } from '@yichuang/contracts';
import { consultationDesk, department, withOfficers } from '@yichuang/host';
import { z } from 'zod';
import { LicencesModule } from './licences.module.js';
import { nameDesk } from './name/desk.js';
import { officers as nameOfficers } from './name/officers.js';
import { addressLibrarySimulator } from './ports/address-library.simulator.js';
import { codeIssuingSimulator, codeVoidingSimulator } from './ports/code-issuing.simulator.js';
import { dishonestListSimulator } from './ports/dishonest-list.simulator.js';
import { nameLibrarySimulator } from './ports/name-library.simulator.js';
import { publicRegisterSimulator } from './ports/public-register.simulator.js';
import { realNameSimulator } from './ports/real-name.simulator.js';
import { registrationDesk } from './registration/desk.js';
import { officers as registrationOfficers } from './registration/officers.js';

export { addLicenceKey, fileLicenceSigner, makeLicenceKeyFile } from './ports/licence-signer.js';

const name = 'market-regulation';

/** What it publishes itself and hears again: one desk acts on what the other has done. */
const own: readonly string[] = [
  ...answers[name],
  ...withdrawalAnswers,
  'LicenceIssued',
  'PostLicencePermitReminded',
  'NameReservationExpired',
  'CodeVoided',
];

export const marketRegulation = department({
  name,
  title: { 'zh-CN': '市场监管', en: 'Market regulation' },
  desks: [
    withOfficers(nameDesk, nameOfficers),
    withOfficers(registrationDesk, registrationOfficers),
    consultationDesk(name),
  ],
  section: { name, schema: marketRegulationSection },
  hears: ['orchestrator', name],
  knows: (source, type) => knowsOrchestratorEvent(source, type) || (source === name && own.includes(type)),
  simulators: [
    nameLibrarySimulator,
    realNameSimulator,
    dishonestListSimulator,
    addressLibrarySimulator,
    codeIssuingSimulator,
    codeVoidingSimulator,
    publicRegisterSimulator,
  ],
  // there is no default key
  settings: z.object({ LICENCE_KEYS_FILE: z.string() }),
  modules: [LicencesModule],
});
