// Work in idle slices. One generator does everything that takes long and yields often; a
// slice runs it until the browser wants its time back. What we spend is counted against a
// budget that fills by 5 % of the time: a page that asks for more is left alone.

const slice = 10 // ms at most at once: two of them still fit a frame of a busy page
const capacity = 10_000 // ms of work saved up: a page of 5,000 posts once, also where the machine is busy with other things
const share = 0.05

/** Slices runs the work whenever there is some, until the budget is spent. */
export class Slices {
  #running: Generator<void, void> | undefined
  #handle = 0
  #asked = false // since the running work began, which may have passed by what is new
  #left = capacity
  #filled = performance.now()

  constructor(private work: () => Generator<void, void>, private spent: () => void) {}

  /** Asks for a run that begins after this call; any number of calls make one. */
  wake() {
    this.#asked = true
    this.#schedule()
  }

  #schedule() {
    if (this.#handle === 0) this.#handle = requestIdleCallback(deadline => this.#run(deadline), { timeout: 1000 })
  }

  stop() {
    cancelIdleCallback(this.#handle)
    this.#handle = 0
    this.#running = undefined
    this.#asked = false
  }

  /** Counts time that was spent outside a slice, in milliseconds. */
  charge(ms: number) {
    const now = performance.now()
    this.#left = Math.min(capacity, this.#left + (now - this.#filled) * share) - ms
    this.#filled = now
    if (this.#left <= 0) this.spent()
  }

  #run(deadline: IdleDeadline) {
    this.#handle = 0
    const start = performance.now()
    const until = start + Math.min(slice, Math.max(4, deadline.timeRemaining()))
    if (!this.#running) {
      this.#asked = false
      this.#running = this.work()
    }
    do {
      if (this.#running.next().done) this.#running = undefined
    } while (this.#running && performance.now() < until) // the work itself may have stopped us
    if (this.#running || this.#asked) this.#schedule()
    this.charge(performance.now() - start)
  }
}
