"""Which commands are votes and signatures: those that are refused are kept as attempts."""

from __future__ import annotations

from bot.project.commands import (
    ApproveGate,
    ApproveWithConditions,
    ChooseAfterIterations,
    ConfirmDecision,
    CountersignImport,
    DisputeDecision,
    HoldGate,
    RefuseImport,
    SendBackGate,
    SignEquivalent,
    SignItem,
    SignThreshold,
    StopGate,
    TakeBackDecision,
    VerifyItem,
    WithdrawVote,
)

#: decisions, approvals, what takes them back, and signatures
VOTES = (
    ApproveGate,
    ApproveWithConditions,
    WithdrawVote,
    SendBackGate,
    HoldGate,
    StopGate,
    ConfirmDecision,
    DisputeDecision,
    TakeBackDecision,
    SignItem,
    SignEquivalent,
    SignThreshold,
    VerifyItem,
    ChooseAfterIterations,
    CountersignImport,
    RefuseImport,
)
