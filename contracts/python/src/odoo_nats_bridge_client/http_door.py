"""Commands and queries over HTTP, with the standard library: one request needs no more."""

from __future__ import annotations

import asyncio
import json
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from odoo_nats_bridge_client.door import ASK_S, Terms
from odoo_nats_bridge_client.outcome import Unreachable


class _NoRedirect(HTTPRedirectHandler):
    # the API key is for this bridge, not for whom it might point to
    def redirect_request(self, *_args: Any, **_more: Any) -> None:
        return None


class HttpDoor:
    def __init__(self, url: str, api_key: str) -> None:
        self._url = url.rstrip("/")
        self._api_key = api_key
        self._opener = build_opener(_NoRedirect)

    async def send(self, contract: str, body: str, terms: Terms) -> Any:
        return await self._post(f"/v1/commands/{contract}", body, terms.headers(), terms.patience_s())

    async def ask(self, contract: str, body: str) -> Any:
        return await self._post(f"/v1/queries/{contract}", body, {}, ASK_S)

    async def close(self) -> None:
        return None

    async def _post(self, path: str, body: str, headers: dict[str, str], limit_s: float) -> Any:
        given = {"Authorization": f"Bearer {self._api_key}", "Content-Type": "application/json", **headers}
        request = Request(self._url + path, body.encode(), given, method="POST")
        # urllib blocks: in a thread of its own it holds up nobody
        return await asyncio.to_thread(self._exchange, request, limit_s)

    def _exchange(self, request: Request, limit_s: float) -> Any:
        try:
            try:
                with self._opener.open(request, timeout=limit_s) as response:
                    return json.load(response)
            except HTTPError as refusal:
                with refusal:
                    return json.load(refusal)
        except (OSError, ValueError, HTTPException) as error:
            raise Unreachable(f"no answer from the bridge at {self._url}") from error
