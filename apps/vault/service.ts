import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { knowsOrchestratorEvent } from '@yichuang/contracts';
import { department, Desks, identityOf, serviceClient, SETTINGS, type Settings } from '@yichuang/host';
import { z } from 'zod';
import { accessDesk } from './access/desk.js';
import { SectionOpener } from './case-sections.js';
import { keyDesk } from './key/desk.js';
import { KeysController } from './keys.controller.js';
import { fileMasterKey, type MasterKey } from './master-key.js';
import { PersonalDataController } from './personal-data.controller.js';
import { MASTER_KEY } from './tokens.js';

export { makeMasterKeyFile } from './master-key.js';

@Module({
  controllers: [KeysController, PersonalDataController],
  providers: [
    {
      provide: MASTER_KEY,
      inject: [SETTINGS],
      useFactory: ({ raw }: Settings) => fileMasterKey(raw['MASTER_KEY_FILE'] ?? ''),
    },
    {
      provide: SectionOpener,
      inject: [SETTINGS, Desks, MASTER_KEY],
      useFactory: ({ ORCHESTRATOR = '', SERVICE_KEY_FILE = '' }: Settings, desks: Desks, master: MasterKey) =>
        new SectionOpener(
          serviceClient(ORCHESTRATOR, 'orchestrator', identityOf('vault', SERVICE_KEY_FILE)),
          desks,
          master,
        ),
    },
  ],
})
class KeysModule implements OnApplicationShutdown {
  constructor(@Inject(SectionOpener) private readonly opener: SectionOpener) {}

  onApplicationShutdown(): Promise<void> {
    return this.opener.close();
  }
}

/** 密钥保管: keeps the key of every case; the only service that can make personal data readable, or unreadable for ever. */
export const vault = department({
  name: 'vault',
  title: { 'zh-CN': '密钥保管', en: 'Vault' },
  desks: [keyDesk, accessDesk],
  hears: ['orchestrator'],
  knows: knowsOrchestratorEvent,
  // there is no default key
  settings: z.object({ MASTER_KEY_FILE: z.string(), ORCHESTRATOR: z.string(), SERVICE_KEY_FILE: z.string() }),
  modules: [KeysModule],
});
