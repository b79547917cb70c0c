/// The text of an instance's /etc/resolv.conf (resolv.conf(5)). Pure.
public enum ResolverFile {
    /// The host's text without the name servers that can't be reached from another network namespace: those on
    /// loopback, as systemd-resolved's.
    ///
    /// - Parameter upstream: the text to take where all of the host's are on loopback, as that of
    ///   /run/systemd/resolve/resolv.conf; without one the instance has no name server, which says clearly that names
    ///   other than those of its /etc/hosts aren't resolved.
    public static func text(host: String, upstream: String? = nil) -> String {
        let kept = withoutLoopback(host)
        guard !hasServer(kept), hasServer(host), let upstream else { return kept }
        let other = withoutLoopback(upstream)
        return hasServer(other) ? other : kept
    }

    private static func withoutLoopback(_ text: String) -> String {
        text.split(separator: "\n").filter { line in
            let words = line.split(whereSeparator: \.isWhitespace)
            guard let first = words.first, !first.hasPrefix("#"), !first.hasPrefix(";") else { return false }
            return first != "nameserver" || words.count > 1 && !isLoopback(words[1])
        }.map { $0 + "\n" }.joined()
    }

    private static func hasServer(_ text: String) -> Bool {
        text.split(separator: "\n").contains { $0.hasPrefix("nameserver") }
    }

    private static func isLoopback(_ address: Substring) -> Bool {
        address == "::1" || IPv4Address(address)?.isLoopback ?? false
    }
}
