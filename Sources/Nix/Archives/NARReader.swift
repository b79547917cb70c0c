/// Reads an archive from a stream, however it is cut into pieces, and tells what is in it.
///
/// It takes what Nix writes and nothing else, so an archive that was read is the only one of its tree: Nix also takes
/// entries in any order, fields in another order, links without targets, and trailing bytes. It holds a token and the
/// names from the root to where it is; the depth is bounded, and nothing recurses. After an error it is of no more use.
public struct NARReader: Sendable {
    /// What comes next.
    private enum Position: Sendable {
        case magic, open, typeKey, type
        case executableOrContents, executableValue, contentsKey
        case contentsLength(isExecutable: Bool)
        case contents(left: UInt64, padding: Int)
        case targetKey, target
        case close
        case entryOrClose, entryOpen, nameKey, name, nodeKey, entryClose
        case end
    }

    private let limits: NARLimits
    private var names: NARNames
    private var tokens = NARTokens()
    private var position = Position.magic

    /// A reader at an archive's beginning.
    public init(limits: NARLimits = NARLimits()) {
        self.limits = limits
        names = NARNames(limits: limits)
    }

    /// How many bytes of the archive were read.
    public var offset: UInt64 { tokens.offset }
    /// Whether the archive is over.
    public var isComplete: Bool { if case .end = position { true } else { false } }

    /// Reads the next piece of a stream that is an archive and nothing more.
    ///
    /// - Throws: ``NARError``; what `visit` throws.
    public mutating func read(_ piece: UnsafeRawBufferPointer, _ visit: (NAREvent) throws -> Void) throws {
        let count = try readPrefix(piece, visit)
        if count < piece.count { throw failure(.trailingBytes, at: offset) }
    }

    /// Reads the next piece of a stream that goes on after the archive; returns how many bytes belong to the archive.
    ///
    /// - Throws: ``NARError``; what `visit` throws.
    public mutating func readPrefix(
        _ piece: UnsafeRawBufferPointer, _ visit: (NAREvent) throws -> Void
    ) throws -> Int {
        var rest = piece
        while !isComplete {
            let start = offset
            if case .contents(let left, let padding) = position {
                guard try readContents(left, padding, &rest, visit) else { break }
            } else if case .contentsLength(let isExecutable) = position {
                guard let size = tokens.number(from: &rest) else { break }
                try beginFile(size, isExecutable, at: start, visit)
            } else {
                guard let token = try nextToken(&rest) else { break }
                try take(token, at: start, visit)
            }
            guard offset <= limits.size else { throw failure(.tooLong(limit: limits.size), at: limits.size) }
        }
        return piece.count - rest.count
    }

    /// Ends the stream.
    ///
    /// - Throws: ``NARError`` unless the archive is over.
    public func finish() throws(NARError) {
        guard isComplete else { throw failure(.endsEarly, at: offset) }
    }
}

// MARK: files

extension NARReader {
    private mutating func beginFile(
        _ size: UInt64, _ isExecutable: Bool, at start: UInt64, _ visit: (NAREvent) throws -> Void
    ) throws {
        guard size <= limits.size - min(offset, limits.size) else {
            throw failure(.tooLong(limit: limits.size), at: start)
        }
        position = .contents(left: size, padding: NARTokens.padding(after: size))
        try visit(.file(NARFile(size: size, isExecutable: isExecutable, offset: offset)))
    }

    /// Reads what is there of a file; false if the piece ends within it.
    private mutating func readContents(
        _ left: UInt64, _ padding: Int, _ rest: inout UnsafeRawBufferPointer, _ visit: (NAREvent) throws -> Void
    ) throws -> Bool {
        if left > 0 {
            let bytes = tokens.bytes(upTo: left, from: &rest)
            guard !bytes.isEmpty else { return false }
            position = .contents(left: left - UInt64(bytes.count), padding: padding)
            try visit(.contents(bytes))
            return true
        }
        let start = offset
        do throws(NARTokens.Problem) {
            guard try tokens.zeros(padding, from: &rest) else { return false }
        } catch {
            throw failure(error.asProblem, at: start)
        }
        position = .close
        try visit(.endOfFile)
        return true
    }
}

// MARK: tokens

extension NARReader {
    private mutating func nextToken(_ rest: inout UnsafeRawBufferPointer) throws(NARError) -> ByteString? {
        let start = offset
        let limit =
            switch position {
            case .name: NARLimits.name
            case .target: NARLimits.target
            default: NARLimits.keyword
            }
        do throws(NARTokens.Problem) {
            return try tokens.token(from: &rest, limit: limit)
        } catch {
            if case .magic = position { throw failure(.badMagic, at: start) }
            throw failure(error.asProblem, at: start)
        }
    }

    private mutating func take(_ token: ByteString, at start: UInt64, _ visit: (NAREvent) throws -> Void) throws {
        func expect(_ word: ByteString, then next: Position) throws(NARError) -> Position {
            guard token == word else { throw failure(.expected("'\(word)'", found: token), at: start) }
            return next
        }
        switch position {
        case .magic:
            guard token == Self.magic else { throw failure(.badMagic, at: start) }
            position = .open
        case .open: position = try expect(Self.open, then: .typeKey)
        case .typeKey: position = try expect("type", then: .type)
        case .type: try takeType(token, at: start, visit)
        case .executableOrContents where token == "executable": position = .executableValue
        case .executableOrContents: position = try expect("contents", then: .contentsLength(isExecutable: false))
        case .executableValue: position = try expect("", then: .contentsKey)
        case .contentsKey: position = try expect("contents", then: .contentsLength(isExecutable: true))
        case .targetKey: position = try expect("target", then: .target)
        case .target:
            if let problem = NARNames.problem(ofTarget: token) { throw failure(problem, at: start) }
            position = .close
            try visit(.symlink(target: token))
        case .close:
            _ = try expect(Self.close, then: .end)
            endNode()
        case .entryOrClose where token == Self.close:
            names.leave()
            endNode()
            try visit(.endOfDirectory)
        case .entryOrClose: position = try expect("entry", then: .entryOpen)
        case .entryOpen: position = try expect(Self.open, then: .nameKey)
        case .nameKey: position = try expect("name", then: .name)
        case .name:
            if let problem = names.add(token) { throw failure(problem, at: start) }
            position = .nodeKey
            try visit(.entry(token))
        case .nodeKey: position = try expect("node", then: .open)
        case .entryClose: position = try expect(Self.close, then: .entryOrClose)
        case .contentsLength, .contents, .end: break
        }
    }

    private mutating func takeType(_ type: ByteString, at start: UInt64, _ visit: (NAREvent) throws -> Void) throws {
        switch type {
        case "regular": position = .executableOrContents
        case "symlink": position = .targetKey
        case "directory":
            if let problem = names.enter() { throw failure(problem, at: start) }
            position = .entryOrClose
            try visit(.directory)
        default: throw failure(.unknownType(type), at: start)
        }
    }

    private mutating func endNode() {
        position = names.isAtRoot ? .end : .entryClose
    }

    private func failure(_ problem: NARError.Problem, at place: UInt64) -> NARError {
        NARError(offset: place, path: names.path, problem: problem)
    }

    static let magic: ByteString = "nix-archive-1"
    static let open: ByteString = "("
    static let close: ByteString = ")"
}

extension NARTokens.Problem {
    fileprivate var asProblem: NARError.Problem {
        switch self {
        case .longToken(let length, let limit): .longToken(length, limit: limit)
        case .nonZeroPadding: .nonZeroPadding
        }
    }
}
