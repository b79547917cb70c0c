import Files
import Glibc
public import Nix

/// Fetches files from servers: small documents into memory, others into a folder, where they stay until they are whole.
public struct Downloader: Sendable {
    private let client: HTTPClient
    private let policy: RetryPolicy
    private let timeouts: TransferTimeouts
    private let folder: String

    /// - Parameter folder: for what isn't whole yet; what is in it is used again.
    public init(folder: String, policy: RetryPolicy, timeouts: TransferTimeouts) {
        client = HTTPClient(timeouts: timeouts)
        self.policy = policy
        self.timeouts = timeouts
        self.folder = folder
    }

    /// A document's bytes; nil if the server has no such file.
    ///
    /// - Throws: ``TransferError``, `CancellationError`.
    func document(_ url: String) async throws -> [UInt8]? {
        let request = HTTPClient.Request(url: url, total: timeouts.document)
        var attempts = 0
        while true {
            do {
                return try await Blocking.run { sign in
                    var bytes: [UInt8] = []
                    let head = try client.perform(request, until: sign) { _, piece in
                        bytes.append(contentsOf: piece)
                        guard bytes.count <= SmallFile.limit else {
                            throw TransferError(url: url, problem: .tooLong(limit: UInt64(SmallFile.limit)))
                        }
                    }
                    guard head.status == 200 else { throw TransferError(url: url, problem: .status(head.status)) }
                    return bytes
                }
            } catch let error as TransferError {
                attempts += 1
                if error.problem == .notThere { return nil }
                guard error.problem.isTransient, let pause = policy.pause(after: attempts) else {
                    throw TransferError(url: url, problem: error.problem, attempts: attempts)
                }
                try await Task.sleep(for: pause)
            }
        }
    }

    /// What a file that is to be downloaded should be.
    public struct Target: Hashable, Sendable {
        var url: String
        /// Its hash; nil if nobody says.
        var hash: Hash?
        /// How long it is, in bytes; nil if nobody says.
        var size: UInt64?
        /// How long it can be.
        var limit: UInt64

        public init(url: String, hash: Hash?, size: UInt64?, limit: UInt64) {
            self.url = url
            self.hash = hash
            self.size = size
            self.limit = limit
        }

        /// What it is called while it isn't whole: it tells what it is a part of.
        fileprivate var name: String { "\(Hash.of(Array("\(url) \(hash?.description ?? "")".utf8)).text(.nix32)).part" }
    }

    /// Fetches a file, or what is lacking of it; nil if the server has no such file.
    ///
    /// Its size is right then, if it is known; its hash was compared if it came in several pieces.
    ///
    /// - Throws: ``TransferError``, ``FileError``, `CancellationError`. What came stays.
    public func file(_ target: Target) async throws -> PartialFile? {
        let file = try await Blocking.run { _ in try PartialFile(folder: folder, name: target.name) }
        var download = Download(kept: try file.size(), expected: target.size, policy: policy)
        var step = download.begin()
        while true {
            switch step {
            case .ask(let offset, let pause):
                if pause > .zero { try await Task.sleep(for: pause) }
                let before = download
                let (after, outcome) = try await Blocking.run { [before] sign in
                    try ask(target, from: offset, into: file, before, sign)
                }
                download = after
                step = download.next(after: outcome)
            case .check:
                guard try await isRight(file, target, download) else {
                    guard let next = download.nextAfterMismatch() else { return file }
                    step = next
                    continue
                }
                return file
            case .giveUp(let problem):
                if try file.size() == 0 || !problem.isTransient { file.remove() }
                if problem == .notThere { return nil }
                throw TransferError(url: target.url, problem: problem, attempts: download.attempts)
            }
        }
    }

    /// Whether a file that came in pieces is what it should be; who reads the file checks the others.
    private func isRight(_ file: PartialFile, _ target: Target, _ download: Download) async throws -> Bool {
        guard download.isPatched, let hash = target.hash else { return true }
        return try await Blocking.run { _ in try file.hash(hash.algorithm).hash() } == hash
    }

    private func ask(
        _ target: Target, from offset: UInt64, into file: PartialFile, _ before: Download, _ sign: StopSign
    ) throws -> (Download, Download.Outcome) {
        var download = before
        var hasBegun = false
        let limit = target.size ?? target.limit
        do {
            let request = HTTPClient.Request(url: target.url, offset: offset)
            let head = try client.perform(request, until: sign) { head, bytes in
                if !hasBegun {
                    hasBegun = true
                    try begin(head, offset, target, &download)
                    try file.truncate(to: download.received)
                }
                guard download.received + UInt64(bytes.count) <= limit else {
                    throw TransferError(url: target.url, problem: .tooLong(limit: limit))
                }
                try file.write(bytes, at: download.received)
                download.receive(bytes.count)
            }
            if head.status == 416 { return (download, .badRange) }
            // An answer without a body.
            if !hasBegun { try file.truncate(to: download.received) }
            return (download, .ended)
        } catch let error as TransferError {
            return (download, .failed(error.problem))
        }
    }

    private func begin(
        _ head: HTTPClient.Head, _ offset: UInt64, _ target: Target, _ download: inout Download
    ) throws {
        guard head.status == 206 else { return download.starts(at: 0) }
        guard let range = head.range, range.first <= offset else {
            throw TransferError(url: target.url, problem: .failed("the server sent another part than was asked for"))
        }
        if let size = range.size, let said = target.size, size != said {
            throw TransferError(url: target.url, problem: .failed("the server's file has \(size) bytes, not \(said)"))
        }
        download.starts(at: range.first)
    }
}
