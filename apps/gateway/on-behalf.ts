import { Inject, Injectable, type PipeTransform } from '@nestjs/common';
import { TokenShown } from '@yichuang/host';
import { House, OwnHouse } from './house.js';

@Injectable()
export class HouseOfPerson implements PipeTransform<string | undefined, House> {
  constructor(@Inject(OwnHouse) private readonly own: OwnHouse) {}

  transform(token: string | undefined): House {
    return new House(this.own, token);
  }
}

/** A handler's parameter: the {@link House} as whoever asks reaches it. */
export const OnBehalf = (): ParameterDecorator => TokenShown(HouseOfPerson);
