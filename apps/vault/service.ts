import { Module } from '@nestjs/common';
import { knowsOrchestratorEvent } from '@yichuang/contracts';
import { department, SETTINGS, type Settings } from '@yichuang/host';
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
      useFactory: async ({ raw }: Settings) => {
        const file = raw['MASTER_KEY_FILE'];
        if (file === undefined) throw new Error('MASTER_KEY_FILE is not set: the vault has no default key');
        return fileMasterKey(file);
      },
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
  modules: [KeysModule],
});
