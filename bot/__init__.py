"""What Tollgate knows, decides and says."""

from zoneinfo import ZoneInfo, reset_tzpath

# Time zones come from the pinned package alone: a machine's own may be years old, and hours of two replicas, or
# of a packet that is made again, must not differ.
reset_tzpath(())
ZoneInfo.clear_cache()
