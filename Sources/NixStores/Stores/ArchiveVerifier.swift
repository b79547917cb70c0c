import Nix

/// Compares an archive with what is known of its path, while it passes.
struct ArchiveVerifier {
    private let info: StorePathInfo
    private var reader: NARReader
    private var hasher = StreamHasher()
    private var address: AddressCheck?

    /// A check of a path's archive, none of which was seen yet.
    init(_ info: StorePathInfo, allowsCaseClashes: Bool = true) {
        self.info = info
        reader = NARReader(limits: NARLimits(size: info.narSize, allowsCaseClashes: allowsCaseClashes))
        address = info.contentAddress.map(AddressCheck.init)
    }

    /// Takes the next bytes and tells what is in them. What it told is to be trusted when ``finish()`` has returned.
    ///
    /// - Throws: ``StoreError``; what `visit` throws.
    mutating func take(_ bytes: UnsafeRawBufferPointer, _ visit: (NAREvent) throws -> Void) throws {
        do {
            if address == nil {
                try reader.read(bytes, visit)
            } else {
                try reader.read(bytes) { event in
                    address?.take(event)
                    try visit(event)
                }
            }
        } catch let error as NARError {
            throw bad(error)
        }
        hasher.update(bytes)
        address?.take(bytes)
    }

    /// Ends the archive.
    ///
    /// - Throws: ``StoreError``, `ContentCheck.Mismatch`.
    func finish() throws {
        do throws(NARError) { try reader.finish() } catch { throw bad(error) }
        try ContentCheck.check(hasher, against: info)
        if let address, !address.holds {
            throw StoreError(place: info.path.baseName, problem: .otherContentAddress(address.address))
        }
    }

    private func bad(_ error: NARError) -> StoreError {
        StoreError(place: info.path.baseName, problem: .badArchive(error))
    }
}

/// Compares a path's content with the address that its name is computed from: of a file's bytes, or of the archive.
private struct AddressCheck {
    let address: ContentAddress
    private var hasher: StreamHasher
    private var isFile = false
    private var isFirst = true

    init(_ address: ContentAddress) {
        self.address = address
        hasher = StreamHasher(address.hash.algorithm)
    }

    mutating func take(_ event: NAREvent) {
        if isFirst {
            isFirst = false
            if case .file = event { isFile = true }
        }
        if address.method != .recursive, isFile, case .contents(let bytes) = event { hasher.update(bytes) }
    }

    mutating func take(_ archive: UnsafeRawBufferPointer) {
        if address.method == .recursive { hasher.update(archive) }
    }

    var holds: Bool { (address.method == .recursive || isFile) && hasher.hash() == address.hash }
}

extension StorePathInfo {
    /// Whether its name follows from its content in a way that ``ArchiveVerifier`` checks, so that nobody need vouch.
    ///
    /// A path whose content names itself is hashed with its own name blanked out, which isn't done here.
    func isSelfEvident(in store: StoreDirectory) -> Bool {
        !references.contains(path) && isContentAddressed(in: store)
    }
}
