"""The command ``kg``: one command per verb; only here is anything printed.

Nothing is imported before Ctrl-C is looked after: it ends the process with one line and
exit code 130, without a traceback, from here to the end.
"""

import os
import sys

INTERRUPTED = 130
"""The exit code after Ctrl-C, as shells have it: 128 and the number of the signal."""

_MESSAGE = b"error: interrupted; nothing was changed\n"


class _Ctrl:
    """What Ctrl-C does: end at once, or (in a command) undo what has begun, and end."""

    pressed = False

    def ends(self, *_: object) -> None:
        """End at once: nothing has begun, or whoever presses twice is in a hurry."""
        os.write(2, _MESSAGE)
        os._exit(INTERRUPTED)

    def undoes(self, *_: object) -> None:
        """Leave what runs by an exception, so that it cleans up."""
        import signal

        signal.signal(signal.SIGINT, self.ends)
        self.pressed = True
        raise KeyboardInterrupt

    def unraisable(self, hook: object) -> None:
        """End at once where an interrupt cannot be raised, as in a finaliser."""
        if getattr(hook, "exc_type", None) is KeyboardInterrupt:
            self.ends()
        sys.__unraisablehook__(hook)  # type: ignore[arg-type]


def main() -> None:
    """Run the command line and end the process with its exit code."""
    ctrl = _Ctrl()
    try:
        import signal

        heeded = signal.getsignal(signal.SIGINT) != signal.SIG_IGN  # by nohup and `&`
        if heeded:
            signal.signal(signal.SIGINT, ctrl.ends)
            sys.unraisablehook = ctrl.unraisable
        from kg.cli.root import run

        if heeded:
            signal.signal(signal.SIGINT, ctrl.undoes)
        code = run()
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done, but for the end
    except KeyboardInterrupt:
        ctrl.ends()
    except Exception:
        if ctrl.pressed:  # an import, say, that took the interrupt for its own failure
            ctrl.ends()
        raise
    sys.exit(code)


__all__ = ["main"]
