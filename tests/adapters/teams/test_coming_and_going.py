"""The bot is added and taken out, people are met, and Teams says where it calls from."""

from __future__ import annotations

from bot.service.intents import (
    BotJoined,
    BotRemoved,
    Unheard,
)
from bot.service.ports import Profile
from tests.adapters.teams.connector_stub import BOT, MIA, TEAM, TENANT
from tests.adapters.teams.door import PERSONAL, Door, activity, message
from tests.adapters.teams.inbound_kit import say


async def test_coming_to_a_channel_is_heard_once_however_it_is_told(door: Door) -> None:
    both = [{"id": "29:raj"}, {"id": BOT}]
    await door.post(activity("conversationUpdate", where=TEAM, membersAdded=both))
    await door.post(activity("installationUpdate", where=TEAM, action="add"))
    intent, sender = door.service.heard[0]
    assert door.service.intents == [BotJoined()]
    assert (intent, sender.user, sender.conversation) == (BotJoined(), MIA, TEAM)


async def test_leaving_a_channel_is_heard_once_however_it_is_told(door: Door) -> None:
    await door.post(activity("installationUpdate", where=TEAM, action="remove"))
    await door.post(activity("conversationUpdate", where=TEAM, membersRemoved=[{"id": BOT}]))
    assert door.service.intents == [BotRemoved()]


async def test_coming_to_a_channel_is_heard_when_it_is_told_again_and_could_not_be_taken_in(
    door: Door,
) -> None:
    door.service.failure = Unheard("the database is away")
    joined = activity("conversationUpdate", where=TEAM, membersAdded=[{"id": BOT}])
    assert (await door.post(joined)).status_code == 503
    door.service.failure = None
    assert (await door.post(joined)).status_code == 200
    assert (await door.post(joined)).status_code == 200
    assert door.service.intents == [BotJoined(), BotJoined()]


async def test_leaving_a_team_is_heard_in_its_channel_of_the_same_id(door: Door) -> None:
    team = {"id": TEAM, "aadGroupId": "a-group", "name": "Plant"}
    about = {"team": team, "eventType": "teamMemberRemoved", "tenant": {"id": TENANT}}
    gone = activity("conversationUpdate", where=TEAM, membersRemoved=[{"id": BOT}], channelData=about)
    await door.post(gone)
    about = {"team": team, "settings": {"selectedChannel": {"id": TEAM}}, "tenant": {"id": TENANT}}
    await door.post(activity("installationUpdate", where=TEAM, action="add", channelData=about))
    assert door.service.intents == [BotRemoved(TEAM), BotJoined(TEAM)]
    assert [sender.team for _, sender in door.service.heard] == [TEAM, TEAM]


async def test_one_channel_of_a_team_is_not_the_team(door: Door) -> None:
    other = "19:other@thread.tacv2"
    about = {"team": {"id": TEAM}, "channel": {"id": other}, "tenant": {"id": TENANT}}
    gone = activity("conversationUpdate", where=other, membersRemoved=[{"id": BOT}], channelData=about)
    await door.post(gone)
    assert door.service.intents == [BotRemoved()]
    assert door.service.heard[0][1].team == TEAM


async def test_coming_to_two_conversations_is_heard_in_both(door: Door) -> None:
    for where in (TEAM, PERSONAL):
        await door.post(activity("conversationUpdate", where=where, membersAdded=[{"id": BOT}]))
    assert door.service.intents == [BotJoined(), BotJoined()]


async def test_people_who_come_and_go_and_newer_versions_are_not_heard(door: Door) -> None:
    await door.post(activity("conversationUpdate", membersAdded=[{"id": "29:raj"}]))
    await door.post(activity("conversationUpdate", membersRemoved=[{"id": "29:raj"}], membersAdded=None))
    await door.post(activity("conversationUpdate", channelData={"tenant": {"id": TENANT}, "eventType": "x"}))
    await door.post(activity("installationUpdate", action="add-upgrade"))
    await door.post(activity("conversationUpdate", membersAdded=[{"id": BOT}]) | {"from": None})
    assert not door.service.heard


async def test_whoever_writes_is_known_to_the_chat(door: Door) -> None:
    await say(door, "help")
    assert await door.desk.chat.profile(MIA) == Profile(
        user=MIA,
        name="Mia Chen",
        time_zone="America/Toronto",
        locale="en-CA",
        email="mia@maple-works.example",
    )
    assert await door.desk.chat.direct(MIA) == PERSONAL


async def test_a_time_zone_comes_from_the_client_where_the_activity_has_none(door: Door) -> None:
    await door.post(message("help") | {"localTimezone": None, "locale": None})
    profile = await door.desk.chat.profile(MIA)
    assert (profile.time_zone, profile.locale) == ("America/Toronto", "en-CA")


async def test_a_zero_byte_is_left_out_of_what_a_client_says(door: Door) -> None:
    said = message("help")
    said |= {
        "localTimezone": "Europe/Prague\0",
        "locale": "fr-\0CA",
        "from": said["from"] | {"name": "Mia\0"},
    }
    await door.post(said)
    profile = await door.desk.chat.profile(MIA)
    assert (profile.time_zone, profile.locale) == ("Europe/Prague", "fr-CA")
    assert "\0" not in profile.name


async def test_where_teams_calls_from_is_told_when_it_changes(door: Door) -> None:
    first = door.desk.connector.service_url
    for address in (first, first, "https://smba.trafficmanager.net/uk/"):
        await say(door, "help", serviceUrl=address)
    assert door.seen_at == [first, "https://smba.trafficmanager.net/uk/"]
    assert door.desk.connector.service_url == "https://smba.trafficmanager.net/uk/"
