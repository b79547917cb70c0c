#pragma once
// System calls that Swift's C library overlay can't reach. One header a subject; no policy here.
// Every function returns a negative errno where it fails.
#include "files.h"
#include "mounts.h"
#include "processes.h"
#include "user_namespaces.h"
