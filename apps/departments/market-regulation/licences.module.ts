import { Module } from '@nestjs/common';
import { SETTINGS, type Settings } from '@yichuang/host';
import { fileLicenceSigner } from './ports/licence-signer.js';
import { LICENCE_SIGNER, LicenceController } from './registration/licence.controller.js';

@Module({
  controllers: [LicenceController],
  providers: [
    {
      provide: LICENCE_SIGNER,
      inject: [SETTINGS],
      useFactory: ({ raw }: Settings) => fileLicenceSigner(raw['LICENCE_KEYS_FILE'] ?? ''),
    },
  ],
})
export class LicencesModule {}
