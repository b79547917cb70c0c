/// One request, as HAProxy tells of it when it has ended.
public struct RequestRecord: Hashable, Sendable {
    /// The service that it came to.
    public var service: String
    /// The instance that answered; nil if none did.
    public var instance: String?
    /// The answer's status; nil if there was none.
    public var status: Int?
    /// From the request's first byte to the answer's last, in milliseconds.
    public var milliseconds: Int
    /// The client's address.
    public var client: String

    /// What HAProxy is told to write (configuration manual, section 8.2.4).
    static func format(word: String) -> String { "\(word) %b %s %ST %Ta %ci" }

    /// Reads a line of that form, which begins with the word; nil for anything else that HAProxy, or somebody, writes.
    public init?(_ line: String, word: String) {
        let words = line.split(whereSeparator: { $0 == " " || $0.isNewline })
        guard words.count == 6, words[0] == word, let milliseconds = Int(words[4]) else { return nil }
        service = String(words[1])
        instance = words[2] == "<NOSRV>" ? nil : String(words[2])
        status = Int(words[3]).flatMap { $0 > 0 ? $0 : nil }
        self.milliseconds = max(0, milliseconds)
        client = String(words[5])
    }

    public init(service: String, instance: String?, status: Int?, milliseconds: Int, client: String) {
        self.service = service
        self.instance = instance
        self.status = status
        self.milliseconds = milliseconds
        self.client = client
    }

    /// Whether the service failed the client: no answer, or one of 500 and above.
    public var isError: Bool { status.map { $0 >= 500 } ?? true }
}
