import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { identityOf, serviceClient, SETTINGS, type Settings } from '@yichuang/host';
import { OrdersController } from './order/orders.controller.js';
import { OwnSection } from './order/own-section.js';

@Module({
  controllers: [OrdersController],
  providers: [
    {
      provide: OwnSection,
      inject: [SETTINGS],
      useFactory: ({ VAULT = '', SERVICE_KEY_FILE = '' }: Settings) =>
        new OwnSection(serviceClient(VAULT, 'vault', identityOf('seal', SERVICE_KEY_FILE))),
    },
  ],
})
export class OrdersModule implements OnApplicationShutdown {
  constructor(@Inject(OwnSection) private readonly section: OwnSection) {}

  onApplicationShutdown(): Promise<void> {
    return this.section.close();
  }
}
