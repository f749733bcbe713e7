/** Where handlers wait until the test opens it. */
export class Gate {
  private open: () => void = () => undefined;
  private readonly opened = new Promise<void>((resolve) => (this.open = resolve));
  /** How many have come this far. */
  arrived = 0;

  pass(): Promise<void> {
    this.arrived++;
    return this.opened;
  }

  release(): void {
    this.open();
  }
}
