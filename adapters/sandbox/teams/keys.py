"""The keys that the local Teams signs with: calls of the bot, and the tokens it gives to the bot."""

import base64
import hashlib
import secrets
from collections.abc import Callable

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from .records import Json

ISSUER = "https://api.botframework.com"
AUDIENCE = "https://api.botframework.com"
LIFETIME = 3600
_SIZE = 2048


class Key:
    """One RSA key with its id."""

    def __init__(self) -> None:
        self.private = rsa.generate_private_key(public_exponent=65537, key_size=_SIZE)
        numbers = self.private.public_key().public_numbers()
        self._n, self._e = _encoded(numbers.n), _encoded(numbers.e)
        self.kid = base64.urlsafe_b64encode(hashlib.sha1(self._n.encode()).digest()).decode().rstrip("=")

    def public(self, endorsements: list[str]) -> Json:
        """Give the key as a key set lists it."""
        shape = {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.kid, "x5t": self.kid}
        return {**shape, "n": self._n, "e": self._e, "endorsements": endorsements}

    def sign(self, claims: Json) -> str:
        """Give a token."""
        return jwt.encode(claims, self.private, algorithm="RS256", headers={"kid": self.kid, "x5t": self.kid})


def _encoded(number: int) -> str:
    octets = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(octets).decode().rstrip("=")


class Keys:
    """Signs what Teams sends, and checks what it once gave out. `real` is the clock of tokens."""

    def __init__(self, real: Callable[[], float]) -> None:
        self._real = real
        self._channel = Key()
        #: what the app's own tokens are signed with: the app cannot look into them, so that any way will do
        self._login = secrets.token_bytes(32)
        #: the token that was signed last, whom and what for, and until when it is used
        self._signed: tuple[str, tuple[str, str], float] = ("", ("", ""), 0.0)

    def rotate(self) -> None:
        """Sign with a new key from now on; the key set lists no other."""
        self._channel = Key()
        self._signed = ("", ("", ""), 0.0)

    def public(self) -> Json:
        """Give the key set with which a bot checks who calls."""
        return {"keys": [self._channel.public(["msteams"])]}

    def for_bot(self, app_id: str, service_url: str) -> str:
        """Give the token with which Teams calls a bot; a token serves for some minutes."""
        token, whom, until = self._signed
        now = self._real()
        if whom != (app_id, service_url) or not until - 300 <= now < until:
            token = self._channel.sign(
                {
                    "iss": ISSUER,
                    "aud": app_id,
                    "serviceurl": service_url,
                    "iat": int(now),
                    "nbf": int(now) - 300,
                    "exp": int(now) + LIFETIME,
                }
            )
            self._signed = (token, (app_id, service_url), now + 300)
        return token

    def for_app(self, app_id: str, tenant: str) -> str:
        """Give the token with which an app calls Teams."""
        now = int(self._real())
        claims: Json = {
            "iss": f"https://sts.windows.net/{tenant}/",
            "aud": AUDIENCE,
            "appid": app_id,
            "tid": tenant,
        }
        claims |= {"iat": now, "nbf": now, "exp": now + LIFETIME}
        return jwt.encode(claims, self._login, algorithm="HS256")

    def app_of(self, token: str) -> str | None:
        """Give whose token it is; None for one that was not given out here, or has ended."""
        try:
            claims = jwt.decode(
                token,
                self._login,
                algorithms=["HS256"],
                audience=AUDIENCE,
                options={"require": ["exp"], "verify_exp": False, "verify_nbf": False, "verify_iat": False},
            )
        except jwt.InvalidTokenError:
            return None
        return str(claims.get("appid")) if claims["exp"] > self._real() else None
