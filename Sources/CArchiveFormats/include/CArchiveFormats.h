#pragma once

// Nothing is called here: the linker finds these functions before libarchive's own of the same names.
