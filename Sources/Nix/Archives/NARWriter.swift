/// Writes an archive from what is in it: the reverse of ``NARReader``, and as strict.
///
/// What a reader tells, written again, is the same archive. It holds no contents. After an error it is of no more use.
public struct NARWriter: Sendable {
    private enum Position: Sendable {
        case root, node, entries
        case contents(left: UInt64, padding: Int)
        case end
    }

    private let limits: NARLimits
    private var names: NARNames
    private var position = Position.root
    /// How many bytes were written.
    public private(set) var offset: UInt64 = 0

    /// Receives an archive's next bytes.
    public typealias Sink = (UnsafeRawBufferPointer) throws -> Void

    /// A writer of a new archive.
    public init(limits: NARLimits = NARLimits()) {
        self.limits = limits
        names = NARNames(limits: limits)
    }

    /// How long the archive of one file is that isn't executable.
    ///
    /// - Parameter length: the file's.
    public static func size(ofFile length: Int) -> Int {
        let tokens: [ByteString] = [NARReader.magic, "(", "type", "regular", "contents", ")"]
        let frame = tokens.reduce(NARTokens.encode(0).count) { $0 + NARTokens.encode($1.bytes).count }
        return frame + length + NARTokens.padding(after: UInt64(length))
    }

    /// Writes what comes next.
    ///
    /// - Throws: ``NARError`` if it can't come here, or isn't what an archive can hold; what `sink` throws.
    public mutating func write(_ event: NAREvent, to sink: Sink) throws {
        switch (event, position) {
        case (.contents(let bytes), .contents(let left, let padding)):
            guard UInt64(bytes.count) <= left else {
                throw failure(.misplaced("the file has more bytes than was said"))
            }
            position = .contents(left: left - UInt64(bytes.count), padding: padding)
            try emit(bytes, to: sink)
        case (.endOfFile, .contents(left: 0, let padding)):
            try emit([UInt8](repeating: 0, count: padding), to: sink)
            try endNode([")"], to: sink)
        case (.endOfFile, .contents): throw failure(.misplaced("the file has fewer bytes than was said"))
        case (.entry(let name), .entries):
            if let problem = names.add(name) { throw failure(problem) }
            try emit(["entry", "(", "name", name, "node"], to: sink)
            position = .node
        case (.endOfDirectory, .entries):
            names.leave()
            try endNode([")"], to: sink)
        case (_, .root), (_, .node): try beginNode(event, to: sink)
        default: throw failure(.misplaced("an event that can't come here"))
        }
    }

    /// Ends the archive.
    ///
    /// - Throws: ``NARError`` unless its node is complete.
    public func finish() throws(NARError) {
        guard case .end = position else { throw failure(.endsEarly) }
    }

    private mutating func beginNode(_ event: NAREvent, to sink: Sink) throws {
        if case .root = position { try emit([NARReader.magic], to: sink) }
        switch event {
        case .directory:
            if let problem = names.enter() { throw failure(problem) }
            try emit(["(", "type", "directory"], to: sink)
            position = .entries
        case .file(let file):
            let fields: [ByteString] = file.isExecutable ? ["executable", "", "contents"] : ["contents"]
            try emit(["(", "type", "regular"] + fields, to: sink)
            try emit(NARTokens.encode(file.size), to: sink)
            position = .contents(left: file.size, padding: NARTokens.padding(after: file.size))
        case .symlink(let target):
            if let problem = NARNames.problem(ofTarget: target) { throw failure(problem) }
            try emit(["(", "type", "symlink", "target", target], to: sink)
            try endNode([")"], to: sink)
        default: throw failure(.misplaced("an event that can't come here"))
        }
    }

    private mutating func endNode(_ tokens: [ByteString], to sink: Sink) throws {
        try emit(names.isAtRoot ? tokens : tokens + [")"], to: sink)
        position = names.isAtRoot ? .end : .entries
    }

    private mutating func emit(_ tokens: [ByteString], to sink: Sink) throws {
        try emit(tokens.flatMap { NARTokens.encode($0.bytes) }, to: sink)
    }

    private mutating func emit(_ bytes: [UInt8], to sink: Sink) throws {
        try bytes.withUnsafeBytes { try emit($0, to: sink) }
    }

    private mutating func emit(_ bytes: UnsafeRawBufferPointer, to sink: Sink) throws {
        guard !bytes.isEmpty else { return }
        let (end, overflows) = offset.addingReportingOverflow(UInt64(bytes.count))
        guard !overflows, end <= limits.size else { throw failure(.tooLong(limit: limits.size)) }
        offset = end
        try sink(bytes)
    }

    private func failure(_ problem: NARError.Problem) -> NARError {
        NARError(offset: offset, path: names.path, problem: problem)
    }
}
