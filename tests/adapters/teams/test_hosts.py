"""Who is handed the bot's token, and who is not."""

from __future__ import annotations

import pytest

from adapters.teams.hosts import allowed


@pytest.mark.parametrize(
    "url",
    [
        "https://smba.trafficmanager.net/teams/",
        "https://smba.trafficmanager.net/amer/11111111-2222-3333-4444-555555555555/",
        "https://smba.trafficmanager.net:443/emea",
        "https://SMBA.trafficmanager.net/emea/",
        "https://smba.infra.gcc.teams.microsoft.com/gcc/",
        "https://smba.infra.gov.teams.microsoft.us/gov/",
        "https://europe.botframework.com/",
    ],
)
def test_addresses_of_teams_may_be_called(url: str) -> None:
    assert allowed(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://",
        "smba.trafficmanager.net",
        "http://smba.trafficmanager.net/teams/",
        "https://evil.trafficmanager.net/teams/",
        "https://smba.trafficmanager.net.evil.example/teams/",
        "https://evil.example/smba.trafficmanager.net/",
        "https://evil.example?.botframework.com",
        "https://evil.example#.botframework.com",
        "https://evil.example\\.botframework.com/",
        "https://smba.trafficmanager.net@evil.example/",
        "https://user:word@smba.trafficmanager.net/",
        "https://evilbotframework.com/",
        "https://teams.microsoft.com.evil.example/",
        "https://smba.trafficmanager.net:8443/teams/",
        "https://smba.trafficmanager.net:port/teams/",
        "https://smba.trafficmanager.net/teams/../../",
        "https://smba.trafficmanager.net\n.evil.example/",
        "https://smba.trafficmanager.net./teams/",
        "https://[::1",
        "http://127.0.0.1:3978/",
        "https://localhost/",
        "file:///etc/passwd",
        "https://smba.trafficmanager.net/" + "x" * 1000,
    ],
)
def test_all_others_may_not(url: str) -> None:
    assert not allowed(url)


def test_a_local_teams_may_be_called_where_it_is_named() -> None:
    assert allowed("http://127.0.0.1:3978/_connector", {"127.0.0.1"})
    assert not allowed("http://127.0.0.2:3978/", {"127.0.0.1"})
    assert not allowed("http://127.0.0.1@evil.example/", {"127.0.0.1"})
