"""go-plugin's broker, the plugin's end: learns where the host serves an id and connects there."""

from __future__ import annotations

import asyncio
from typing import Any, AsyncIterator, Dict, List, Optional

import grpc

from ._tls import Identity, Sockets, client_bridge
from .goplugin import plugin_pb2, plugin_pb2_grpc

_PATIENCE = 5.0
MAX_MESSAGE_BYTES = (64 << 20) + (64 << 10)
LIMITS = [
    ("grpc.max_receive_message_length", MAX_MESSAGE_BYTES),
    ("grpc.max_send_message_length", MAX_MESSAGE_BYTES),
    ("grpc.max_metadata_size", 1 << 20),
    ("grpc.absolute_max_metadata_size", 1 << 20),
]


class Broker(plugin_pb2_grpc.GRPCBrokerServicer):
    """Each id is good for one connection, which then lives as long as the process. Used on the event loop only."""

    def __init__(self, sockets: Sockets, identity: Optional[Identity]) -> None:
        self._sockets = sockets
        self._identity = identity
        self._offers: Dict[int, asyncio.Future] = {}
        self._bridges: List[asyncio.AbstractServer] = []

    async def StartStream(self, request_iterator: AsyncIterator[Any], context: Any) -> AsyncIterator[Any]:
        async for offer in request_iterator:
            self._offer(offer)
        return
        yield  # nothing is ever offered to the host: mortise.v1 has no service of the plugin's own behind the broker

    def _offer(self, offer: Any) -> None:
        waiting = self._slot(offer.service_id)
        if waiting.done():
            return
        waiting.set_result(offer)
        # what nobody claims within five seconds is dropped, as in go-plugin
        asyncio.get_running_loop().call_later(_PATIENCE, self._offers.pop, offer.service_id, None)

    def _slot(self, number: int) -> asyncio.Future:
        return self._offers.setdefault(number, asyncio.get_running_loop().create_future())

    async def dial(self, number: int) -> Optional[grpc.Channel]:
        """Connects to the server that the host offers under this id; None when it offers none within five seconds."""
        try:
            offer = await asyncio.wait_for(self._slot(number), _PATIENCE)
        except asyncio.TimeoutError:
            return None
        finally:
            self._offers.pop(number, None)
        target = offer.address if offer.network == "tcp" else "unix:" + offer.address
        if self._identity is not None:
            path = self._sockets.private("host")
            self._bridges.append(await client_bridge(path, offer.network, offer.address, self._identity))
            target = "unix:" + path
        return grpc.insecure_channel(target, LIMITS + [("grpc.default_authority", "localhost")])
