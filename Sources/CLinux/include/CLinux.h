#pragma once
// System calls that Swift's C library overlay can't reach. One header a subject; no policy here.
#include "version.h"
#include "snapshots.h"
