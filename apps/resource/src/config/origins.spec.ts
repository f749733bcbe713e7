import { readOrigins } from './origins.js';

describe('the origins that may call the API', () => {
  it.each([
    ['', []],
    ['https://app.example.com', ['https://app.example.com']],
    ['https://app.example.com, http://localhost:5173', ['https://app.example.com', 'http://localhost:5173']],
  ])('are read: %j', (text, origins) => {
    expect(readOrigins(text)).toEqual(origins);
  });

  it.each([
    '*',
    'app.example.com',
    'https://app.example.com/',
    'https://app.example.com:443',
    'https://App.example.com',
    'https://*.example.com',
    'null',
    'file:///x',
  ])('are refused when no browser would send one: %s', (text) => {
    expect(() => readOrigins(text)).toThrow();
  });
});
