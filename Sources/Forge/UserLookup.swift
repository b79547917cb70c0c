import ConfigurationGraph
import OCI
import OCIImages

/// Finds who an image's process runs as in the image's own passwd and group files (image-spec, conversion.md).
struct UserLookup {
    let image: SourcedImage
    let content: ContentStore
    let limits: LayerLimits

    /// The user; 0:0 where the image names none.
    ///
    /// - Throws: ``ForgeError/unknownUser(_:file:)`` for a name that isn't in the files.
    func user() throws -> ImageUser {
        guard let text = image.configuration.config?.user, !text.isEmpty else { return ImageUser() }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let accounts = try rows(of: "etc/passwd")
        let account = accounts.first { $0[0] == parts[0] || $0.count > 2 && $0[2] == parts[0] }
        guard let uid = UInt32(parts[0]) ?? account.flatMap({ $0.count > 2 ? UInt32($0[2]) : nil }) else {
            throw ForgeError.unknownUser(parts[0], file: "etc/passwd")
        }
        let groups = try rows(of: "etc/group")
        if parts.count > 1 {
            let group = groups.first { $0[0] == parts[1] }
            guard let gid = UInt32(parts[1]) ?? group.flatMap({ $0.count > 2 ? UInt32($0[2]) : nil }) else {
                throw ForgeError.unknownUser(parts[1], file: "etc/group")
            }
            return ImageUser(uid: uid, gid: gid)
        }
        let gid = account.flatMap { $0.count > 3 ? UInt32($0[3]) : nil } ?? 0
        // A user given by number leaves the further groups out.
        guard UInt32(parts[0]) == nil else { return ImageUser(uid: uid, gid: gid) }
        let further = groups.filter { $0.count > 3 && $0[3].split(separator: ",").contains { $0 == parts[0] } }
            .compactMap { UInt32($0[2]) }.filter { $0 != gid }
        return ImageUser(uid: uid, gid: gid, additionalGids: Array(Set(further)).sorted())
    }

    /// The rows of a file of the image, from the topmost layer that has it, or hides it.
    private func rows(of path: String) throws -> [[String]] {
        for pair in LayerSurvey.pairs(of: image).reversed() {
            let found = try LayerContent(
                path: content.path(of: pair.blob), layer: pair.blob, diffID: pair.diffID, limits: limits
            ).smallFile(path)
            switch found {
            case .absent: continue
            case .hidden: return []
            case .bytes(let bytes):
                return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
                    .map { $0.split(separator: ":", omittingEmptySubsequences: false).map(String.init) }
            }
        }
        return []
    }
}
