import Glibc

/// Makes names in a layer be read as UTF-8, whatever this process's locale says: libarchive converts names by the
/// thread's locale, and fails for all but ASCII in the locale that a program starts with.
struct NameEncoding: ~Copyable {
    private let locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil)

    deinit {
        if let locale { freelocale(locale) }
    }

    /// Does some work on this thread with the encoding.
    func whileInUse<Value>(_ body: () throws -> Value) rethrows -> Value {
        guard let locale else { return try body() }
        let previous = uselocale(locale)
        defer { uselocale(previous) }
        return try body()
    }
}
