public import Nix

/// Where closures are copied from.
public protocol ClosureSource: Sendable {
    /// What it is called in messages.
    var place: String { get }

    /// Says whether it can be used at all.
    func checkReady() async throws

    /// What it knows of a path, and how to get at its archive; nil if it hasn't it.
    func find(_ path: StorePath) async throws -> AvailablePath?

    /// How to get at the archive of a path of which all is known already; nil if it hasn't it.
    func find(known info: StorePathInfo) async throws -> AvailablePath?
}

extension ClosureSource {
    public func find(known info: StorePathInfo) async throws -> AvailablePath? {
        try await find(info.path).map { AvailablePath(info: info, prepare: $0.prepare) }
    }
}

/// A path that a source has.
public struct AvailablePath: Sendable {
    /// What the source says of it. The archive is to be compared with it.
    public let info: StorePathInfo
    /// Brings the archive onto this machine.
    let prepare: @Sendable () async throws -> PreparedArchive
}

/// An archive that is on this machine and can be read.
struct PreparedArchive: Sendable {
    /// Hands on the archive's bytes. It blocks.
    let read: @Sendable (StopSign, NARWriter.Sink) throws -> Void
    /// Says that the archive isn't needed any more.
    var discard: @Sendable () -> Void = {}
}

extension LocalStore: ClosureSource {
    public var place: String { folder }

    public func checkReady() async throws {}

    public func find(_ path: StorePath) async throws -> AvailablePath? {
        try info(of: path).flatMap(available)
    }

    public func find(known info: StorePathInfo) async throws -> AvailablePath? { available(info) }

    private func available(_ info: StorePathInfo) -> AvailablePath? {
        guard isOnDisk(info.path) else { return nil }
        return AvailablePath(info: info) {
            PreparedArchive(read: { sign, sink in
                try archive(of: info.path) { bytes in
                    try sign.check()
                    try sink(bytes)
                }
            })
        }
    }
}
