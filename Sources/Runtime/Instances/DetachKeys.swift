/// The keys that leave an attached terminal without ending what runs in it, recognised in what is typed.
struct DetachKeys {
    private let sequence: [UInt8]
    /// How many of the sequence's keys were just typed, and held back.
    private var matched = 0

    /// Reads `ctrl-p,ctrl-q`: keys by themselves or with `ctrl-`, joined by commas; an empty text never detaches.
    ///
    /// - Throws: ``RuntimeError/invalidKeys(_:)``
    init(_ text: String) throws(RuntimeError) {
        var sequence: [UInt8] = []
        for key in text.split(separator: ",", omittingEmptySubsequences: !text.isEmpty ? false : true) {
            guard let byte = Self.byte(key) else { throw .invalidKeys(text) }
            sequence.append(byte)
        }
        self.sequence = sequence
    }

    /// What of the typed bytes goes on to the terminal, and whether the sequence is complete; what is typed after it
    /// goes nowhere.
    mutating func filter(_ typed: some Sequence<UInt8>) -> (passed: [UInt8], detached: Bool) {
        guard !sequence.isEmpty else { return (Array(typed), false) }
        var passed: [UInt8] = []
        for byte in typed {
            while byte != sequence[matched], matched > 0 { passed += release() }
            guard byte == sequence[matched] else {
                passed.append(byte)
                continue
            }
            matched += 1
            if matched == sequence.count { return (passed, true) }
        }
        return (passed, false)
    }

    /// Lets go of held keys until those still held begin the sequence anew.
    private mutating func release() -> [UInt8] {
        let held = sequence[..<matched]
        var length = 1
        while !sequence.starts(with: held.dropFirst(length)) { length += 1 }
        matched -= length
        return Array(held.prefix(length))
    }

    private static func byte(_ key: Substring) -> UInt8? {
        if key.utf8.count == 1 { return key.utf8.first }
        guard key.lowercased().hasPrefix("ctrl-"), key.utf8.count == 6, let letter = key.uppercased().utf8.last
        else { return nil }
        // A control character is its letter, or one of @ [ \ ] ^ _, without the seventh bit.
        return (64...95).contains(letter) ? letter - 64 : nil
    }
}
