"""The views.* methods."""

from .calls import Call, Method
from .failures import SlackFailure
from .limits import check_view
from .records import Json, View
from .shapes import view_object


def _view_argument(call: Call, kinds: tuple[str, ...]) -> Json:
    view: Json = call.data("view", "invalid_arguments")
    check_view(view, kinds)
    external = view.get("external_id")
    if external and call.sandbox.modals.find_external(external):
        raise SlackFailure("duplicate_external_id")
    return view


def _done(call: Call, view: View, method: str) -> Json:
    call.sandbox.tell_view(view)
    shape = view_object(call.sandbox, view)
    call.sandbox.report(method, {"user": view.user, "view": shape}, "")
    return {"view": shape}


def _trigger(call: Call) -> str:
    return call.text("trigger_id") or call.text("interactivity_pointer")


def open_view(call: Call) -> Json:
    """Open a modal for the person a trigger belongs to."""
    body = _view_argument(call, ("modal",))
    trigger = call.sandbox.triggers.redeem(_trigger(call))
    view = call.sandbox.modals.build(trigger.user, body)
    call.sandbox.modals.open(view)
    return _done(call, view, "views.open")


def push_view(call: Call) -> Json:
    """Put a modal on top of the one a trigger came from."""
    body = _view_argument(call, ("modal",))
    trigger = call.sandbox.triggers.redeem(_trigger(call))
    if trigger.view_id is None or call.sandbox.modals.find(trigger.view_id) is None:
        raise SlackFailure("not_found")
    view = call.sandbox.modals.build(trigger.user, body)
    call.sandbox.modals.push(view)
    return _done(call, view, "views.push")


def update_view(call: Call) -> Json:
    """Replace the contents of an open modal."""
    modals = call.sandbox.modals
    view = modals.find(call.text("view_id")) or modals.find_external(call.text("external_id"))
    if view is None:
        raise SlackFailure("not_found")
    if call.text("hash") and call.text("hash") != view.hash:
        raise SlackFailure("hash_conflict")
    body = call.data("view", "invalid_arguments")
    check_view(body)
    other = modals.find_external(body.get("external_id") or "")
    if other is not None and other is not view:
        raise SlackFailure("duplicate_external_id")
    modals.fill(view, body)
    return _done(call, view, "views.update")


def publish_view(call: Call) -> Json:
    """Publish somebody's Home tab."""
    body = call.data("view", "invalid_arguments")
    check_view(body, ("home",))
    user = call.person("user_id").id
    old = call.sandbox.workspace.homes.get(user)
    if call.text("hash") and (old is None or call.text("hash") != old.hash):
        raise SlackFailure("hash_conflict")
    if old is None:
        view = call.sandbox.modals.build(user, body)
    else:
        view = old
        call.sandbox.modals.fill(view, body)
    call.sandbox.workspace.save_home(view)
    return _done(call, view, "views.publish")


METHODS = {
    "views.open": Method(open_view, (), 4),
    "views.push": Method(push_view, (), 4),
    "views.update": Method(update_view, (), 4),
    "views.publish": Method(publish_view, (), 4),
}
