import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { type ArrivalOptions, DatabaseArrival } from './database-arrival.js';
import { exitWith } from './run.js';

@Module({})
export class DatabaseModule {
  /** Global, as TypeORM's own module is: whoever has rows asks for `DataSource`, which may not be open yet. */
  static forRoot(options: DataSourceOptions, arrival: Omit<ArrivalOptions, 'onUnusable'>): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      imports: [TypeOrmModule.forRoot({ ...options, manualInitialization: true })],
      providers: [
        {
          provide: DatabaseArrival,
          inject: [DataSource],
          useFactory: (database: DataSource) =>
            new DatabaseArrival(database, { ...arrival, onUnusable: exitWith }),
        },
      ],
      exports: [DatabaseArrival],
    };
  }
}
