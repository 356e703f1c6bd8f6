'use strict';
// go-plugin's broker, the plugin's end: learns where the host serves an id and connects there.

const { Code } = require('./errors');
const { plain } = require('./failures');
const { LIMITS, mortise } = require('./wire');

const PATIENCE = 5000;

/** Each id is good for one connection, which then lives as long as the process. */
class Broker {
  constructor(credentials) {
    this.credentials = credentials;
    this.offers = new Map();
    this.waiting = new Map();
  }

  methods() {
    return {
      startStream: (call) => {
        call.on('data', (offer) => this.offered(offer));
        call.on('error', () => {}); // the stream lives as long as the host's connection: its end is news to nobody
        call.on('end', () => call.end());
      },
    };
  }

  offered(offer) {
    const id = offer.serviceId;
    const take = this.waiting.get(id);
    if (take) {
      take(offer);
    } else if (!this.offers.has(id)) {
      this.offers.set(id, offer);
      // what nobody claims within five seconds is dropped, as in go-plugin
      setTimeout(() => this.offers.delete(id), PATIENCE).unref();
    }
  }

  /** A client of the Host service that is offered under this id; waits up to five seconds for the offer. */
  async dial(id) {
    const { network, address } = this.offers.get(id) ?? (await this.offer(id));
    this.offers.delete(id);
    return new mortise.Host(network === 'tcp' ? address : `unix:${address}`, this.credentials(), {
      ...LIMITS,
      'grpc.ssl_target_name_override': 'localhost',
      'grpc.default_authority': 'localhost',
    });
  }

  offer(id) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(id);
        reject(plain(Code.UNAVAILABLE, `timeout waiting for connection info of broker id ${id}`));
      }, PATIENCE);
      this.waiting.set(id, (offer) => {
        clearTimeout(timer);
        this.waiting.delete(id);
        resolve(offer);
      });
    });
  }
}

module.exports = { Broker };
