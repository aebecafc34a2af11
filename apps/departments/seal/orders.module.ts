import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { identityOf, present, serviceClient, SETTINGS, type Settings } from '@yichuang/host';
import { OrdersController } from './order/orders.controller.js';
import { OwnSection } from './order/own-section.js';

@Module({
  controllers: [OrdersController],
  providers: [
    {
      provide: OwnSection,
      inject: [SETTINGS],
      useFactory: ({ VAULT, SERVICE_KEY_FILE }: Settings) => {
        const identity = identityOf('seal', present(SERVICE_KEY_FILE, 'SERVICE_KEY_FILE'));
        return new OwnSection(serviceClient(present(VAULT, 'VAULT'), 'vault', identity));
      },
    },
  ],
})
export class OrdersModule implements OnApplicationShutdown {
  constructor(@Inject(OwnSection) private readonly section: OwnSection) {}

  onApplicationShutdown(): Promise<void> {
    return this.section.close();
  }
}
