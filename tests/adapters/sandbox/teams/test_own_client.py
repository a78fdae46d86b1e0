"""The bot's own client of Teams gets along with the local one: log-in, posts, chats and rosters."""

from collections.abc import AsyncIterator

import orjson
import pytest

from adapters.bodies import parsed
from adapters.teams.activity import read
from adapters.teams.client import Connector
from adapters.teams.keys import Keys
from adapters.teams.posts import Posts
from adapters.teams.rates import Rates
from adapters.teams.rosters import Rosters
from adapters.teams.signing import Refused, TokenCheck
from adapters.teams.start import check
from adapters.teams.tokens import Tokens
from bot.service.ports import DeliveryFailed
from tests.adapters.sandbox.teams.kit import LINE, App, World, card, message, shown


@pytest.fixture
async def connector(world: World) -> AsyncIterator[Connector]:
    me = world.teams.identity
    tokens = Tokens(me.app_id, me.password, me.tenant, login_url=world.teams.login_url)
    connector = Connector(tokens, service_url=world.teams.service_url, also=("127.0.0.1",))
    yield connector
    await connector.close()


@pytest.fixture
def posts(world: World, connector: Connector) -> Posts:
    me = world.teams.identity
    return Posts(connector, Rates(connector.timer), tenant=me.tenant, bot_id=me.bot_id)


async def test_it_logs_in(world: World, connector: Connector) -> None:
    me = world.teams.identity
    installed = await check(connector, tenant=me.tenant, app_id=me.app_id)
    assert installed.bot_id == me.bot_id


async def test_its_posts_are_changed_where_they_stand(world: World, posts: Posts) -> None:
    line = world.ids[LINE]
    number = await posts.post(line, message(card(text="one")))
    await posts.replace(line, number, [message(card(text="two")), message(card(text="rest"))])
    page = world.page("mia")
    messages = (await page.get("messages", conversation=line))["messages"]
    assert [one["cards"][0]["body"][0]["text"] for one in messages] == ["two", "rest"]
    assert [one["thread"] for one in messages] == [None, number]
    await posts.replace(line, number, [message(card(text="three"))])
    assert (await shown(page, line))["cards"] == [card(text="three")]


async def test_it_writes_to_people_and_hears_when_it_may_not(world: World, posts: Posts) -> None:
    chat = await posts.direct(world.ids["ana"])
    assert chat == world.chat("ana")
    await posts.post(chat, message(text="hello"))
    page = world.page("ana")
    assert (await shown(page, chat))["text"] == "hello"
    await page.post("remove", conversation=chat)
    with pytest.raises(DeliveryFailed) as failed:
        await posts.post(chat, message(text="again"))
    assert (failed.value.code, failed.value.permanent) == ("blocked", True)


async def test_it_reads_who_is_there(world: World, connector: Connector) -> None:
    rosters = Rosters(connector, Rates(connector.timer))
    line, mia = world.ids[LINE], world.ids["mia"]
    assert await rosters.people(line) == world.teams.organisation.conversations[line].members
    assert (await rosters.person(line, mia))["email"] == "mia@maple-works.example"
    assert await rosters.has_bot(line)
    assert not await rosters.has_bot(world.ids["#demand-forecast"])


async def test_its_check_lets_in_what_teams_signed_and_nothing_else(world: World, app: App) -> None:
    await world.page("mia").post("say", conversation=world.ids[LINE], text="@Tollgate status")
    await world.teams.drain()
    me, keys = world.teams.identity, Keys(world.teams.metadata_url)
    mine = TokenCheck(keys, app_id=me.app_id, tenant=me.tenant, hosts=("127.0.0.1",))
    others = TokenCheck(keys, app_id="other", tenant=me.tenant, hosts=("127.0.0.1",))
    header = f"Bearer {app.tokens[0]}".encode()
    mine.activity(await mine.token(header), read(parsed(orjson.dumps(app.heard[0]))))
    with pytest.raises(Refused):
        await others.token(header)
    await keys.close()
