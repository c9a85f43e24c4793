"""The review of drafts over HTTP, on this machine alone."""

from __future__ import annotations

import json
from logging import getLogger
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from kg.draft.review import NotAccepted
from kg.errors import InputErrors, KgError
from kg.pages.book import STYLE, stylesheet
from kg.pages.reviewing import review_page
from kg.pages.scripts import MEDIA, app_files
from kg.serve.http import Handler, Json, body_of
from kg.serve.refusal import Refusal
from kg.serve.review.desk import Desk
from kg.serve.review.guard import PageGuard

_LOG = getLogger("kg.serve")


def review_application(desk: Desk, *, host: str, token: str) -> Starlette:
    """Return the application that shows a review to whoever has its token.

    ``host`` is the name and the port that it is reached at.
    """
    at = _ReviewServer(desk)
    routes = [
        Route("/", _answering(at.page)),
        Route("/state", _answering(at.state)),
        Route("/form", _answering(at.form)),
        Route("/do/{action}", _answering(at.do), methods=["POST"]),
        Route("/static/{path:path}", _answering(at.file)),
    ]
    guard = Middleware(PageGuard, host=host, token=token)
    return Starlette(routes=[Mount(f"/{token}", routes=routes)], middleware=[guard])


class _ReviewServer:
    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    async def page(self, request: Request) -> Response:
        review = self.desk.review
        page = review_page(review.document, review.project.title)
        return Response(page.encode("utf-8", "replace"), media_type="text/html")

    async def state(self, request: Request) -> Response:
        return Json(await run_in_threadpool(self.desk.state))

    async def form(self, request: Request) -> Response:
        kind, about = (request.query_params.get(n, "") for n in ("kind", "about"))
        return Json(await run_in_threadpool(self.desk.form, kind, about))

    async def do(self, request: Request) -> Response:
        given = _read(await body_of(request))
        action = request.path_params["action"]
        done = await run_in_threadpool(self.desk.do, action, given)
        if done is None:
            raise Refusal(404, "there is nothing at this address")
        return Json(done)

    async def file(self, request: Request) -> Response:
        path = f"static/{request.path_params['path']}"
        if path == STYLE:
            return Response(stylesheet(), media_type="text/css")
        if (file := app_files().get(path)) is None:
            raise Refusal(404, "there is nothing at this address")
        return Response(file.read_bytes(), media_type=MEDIA[file.suffix])


def _read(body: bytes) -> dict[str, Any]:
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        raise Refusal(400, "JSON was expected") from None
    if not isinstance(given, dict):
        raise Refusal(400, "an object of JSON was expected")
    return given


def _answering(answer: Handler) -> Handler:
    """Turn what goes wrong into words for the page, and never into a trace."""

    async def answered(request: Request) -> Response:
        try:
            return await answer(request)
        except Refusal as refusal:
            return refusal.response()
        except NotAccepted as refused:
            return _refused(422, refused.messages)
        except InputErrors as errors:
            return _refused(409, [str(problem) for problem in errors.problems])
        except KgError as error:
            return _refused(409, [str(error)])
        except ValueError as error:
            return _refused(400, [str(error)])
        except Exception as error:
            _LOG.error("%s while answering", type(error).__name__)
            _LOG.debug("where it happened", exc_info=True)
            return Refusal(500, "something is wrong with this service").response()

    return answered


def _refused(status: int, messages: list[str]) -> Response:
    return Refusal(status, messages[0], problems=messages).response()
