import ConfigurationGraph

/// Finds who an image's process runs as in the image's own passwd and group files (image-spec, conversion.md,
/// "Config.User", and config.md, "User").
struct UserLookup {
    let accounts: AccountFiles

    /// The ids of an image's `User`; 0:0 where it names none.
    ///
    /// A number is taken as it is. Without a group the user's own and its further groups hold; with one, that alone.
    ///
    /// - Throws: ``ForgeError/unknownUser(_:file:)`` for a name that isn't in the files.
    func user(_ text: String?) throws -> ImageUser {
        guard let text, !text.isEmpty else { return ImageUser() }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let account = account(parts[0])
        guard let uid = UInt32(parts[0]) ?? account?.uid else {
            throw ForgeError.unknownUser(String(parts[0]), file: "/etc/passwd")
        }
        guard parts.count == 2, !parts[1].isEmpty else {
            guard let account else { return ImageUser(uid: uid) }
            let further = Set(furtherGroups(of: account.name)).subtracting([account.gid])
            return ImageUser(uid: uid, gid: account.gid, additionalGids: further.sorted())
        }
        guard let gid = UInt32(parts[1]) ?? group(parts[1]) else {
            throw ForgeError.unknownUser(String(parts[1]), file: "/etc/group")
        }
        return ImageUser(uid: uid, gid: gid)
    }

    /// A row of passwd(5), by the user's number or name.
    private func account(_ user: Substring) -> (name: Substring, uid: UInt32, gid: UInt32)? {
        let number = UInt32(user)
        for row in accounts.rows(of: AccountFiles.passwd) where row.count > 3 {
            guard let uid = UInt32(row[2]), let gid = UInt32(row[3]) else { continue }
            if number.map({ $0 == uid }) ?? (row[0] == user) { return (row[0], uid, gid) }
        }
        return nil
    }

    private func group(_ name: Substring) -> UInt32? {
        accounts.rows(of: AccountFiles.group).first { $0.count > 2 && $0[0] == name }.flatMap { UInt32($0[2]) }
    }

    private func furtherGroups(of user: Substring) -> [UInt32] {
        accounts.rows(of: AccountFiles.group)
            .filter { $0.count > 3 && $0[3].split(separator: ",").contains(user) }.compactMap { UInt32($0[2]) }
    }
}
