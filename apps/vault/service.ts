import { Module } from '@nestjs/common';
import { knowsOrchestratorEvent } from '@yichuang/contracts';
import { department, SETTINGS, type Settings } from '@yichuang/host';
import { z } from 'zod';
import { keyDesk } from './key/desk.js';
import { KeysController } from './keys.controller.js';
import { fileMasterKey } from './master-key.js';
import { MASTER_KEY } from './tokens.js';

export { makeMasterKeyFile } from './master-key.js';

@Module({
  controllers: [KeysController],
  providers: [
    {
      provide: MASTER_KEY,
      inject: [SETTINGS],
      useFactory: ({ raw }: Settings) => fileMasterKey(raw['MASTER_KEY_FILE'] ?? ''),
    },
  ],
})
class KeysModule {}

/** 密钥保管: keeps the key of every case; the only service that can make personal data readable, or unreadable for ever. */
export const vault = department({
  name: 'vault',
  title: { 'zh-CN': '密钥保管', en: 'Vault' },
  desks: [keyDesk],
  hears: ['orchestrator'],
  knows: knowsOrchestratorEvent,
  // there is no default key
  settings: z.object({ MASTER_KEY_FILE: z.string() }),
  modules: [KeysModule],
});
