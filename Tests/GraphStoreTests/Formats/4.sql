PRAGMA application_id = 1164797806;
PRAGMA user_version = 4;
CREATE TABLE name (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (kind, name)
);
INSERT INTO name VALUES(1,'artefact','web');
INSERT INTO name VALUES(2,'imageConfig','sha256:b9dbf94cadf6e2d150ca6d1a28a9d13c639fa33d148dd86b9193c6b4a973a967');
INSERT INTO name VALUES(3,'imageManifest','sha256:224db93517a2121b74607a1da06604a1d82f4ae7f16bce6a20b721f9c296c7d2');
INSERT INTO name VALUES(4,'layer','sha256:374496503679781d8feb6332923d9e3c7034c0ca732cb0b0e1d477a47f79ddfb');
INSERT INTO name VALUES(5,'layer','sha256:c67963d2ccbecddaa72583e5963cd3a93c7632c4ed26d193e0760adf30693fc1');
INSERT INTO name VALUES(6,'configuration','quiet');
INSERT INTO name VALUES(8,'volume','state');
CREATE TABLE node (
    id INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL,
    size INTEGER NOT NULL,
    value BLOB NOT NULL
);
INSERT INTO node VALUES(1,1,0,CAST('{"content":{"image":{"_0":{"imageDigest":"sha256:224db93517a2121b74607a1da06604a1d82f4ae7f16bce6a20b721f9c296c7d2","imageName":"image","manifest":"sha256:224db93517a2121b74607a1da06604a1d82f4ae7f16bce6a20b721f9c296c7d2","platform":{"architecture":"amd64","os":"linux"},"reference":"oci:image:1.0","root":"imageManifest/sha256:224db93517a2121b74607a1da06604a1d82f4ae7f16bce6a20b721f9c296c7d2","sha256":"sha256:7b9f60a60f021c2741de9502bdc79b10f3a28d1139501d44883dbcf9e8747867","tag":"1.0"}}},"name":"web"}' AS BLOB));
INSERT INTO node VALUES(2,1,662,CAST('{"configuration":{"architecture":"amd64","config":{"Cmd":["/bin/httpd","-f","-p","8080","-h","/www"],"Env":["PATH=/bin","NAME=web"],"ExposedPorts":{"8080/tcp":{}},"WorkingDir":"/www"},"created":"2026-11-25T02:15:56.682660053Z","history":[{"created":"2026-11-25T02:15:56.746213905Z","created_by":"umoci insert"},{"created":"2026-11-25T02:15:57.122548502Z","created_by":"umoci insert"},{"created":"2026-11-25T02:15:57.165708112Z","created_by":"umoci config","empty_layer":true}],"os":"linux","rootfs":{"diff_ids":["sha256:fe9e50199adc2de0fb35d67db0e4ae76889d10566b8622e198094a088dfa80c3","sha256:31c95b6997c200385dbb33ff9348c9fd09b2b60bfb44072e7217c9bccb95f41b"],"type":"layers"}},"digest":"sha256:b9dbf94cadf6e2d150ca6d1a28a9d13c639fa33d148dd86b9193c6b4a973a967","size":662,"user":{"additionalGids":[],"gid":0,"uid":0}}' AS BLOB));
INSERT INTO node VALUES(3,1,503,CAST('{"config":"sha256:b9dbf94cadf6e2d150ca6d1a28a9d13c639fa33d148dd86b9193c6b4a973a967","digest":"sha256:224db93517a2121b74607a1da06604a1d82f4ae7f16bce6a20b721f9c296c7d2","layers":["sha256:c67963d2ccbecddaa72583e5963cd3a93c7632c4ed26d193e0760adf30693fc1","sha256:374496503679781d8feb6332923d9e3c7034c0ca732cb0b0e1d477a47f79ddfb"],"mediaType":"application/vnd.oci.image.manifest.v1+json","size":503}' AS BLOB));
INSERT INTO node VALUES(4,1,470,CAST('{"diffID":"sha256:31c95b6997c200385dbb33ff9348c9fd09b2b60bfb44072e7217c9bccb95f41b","digest":"sha256:374496503679781d8feb6332923d9e3c7034c0ca732cb0b0e1d477a47f79ddfb","history":"umoci insert","mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","size":470}' AS BLOB));
INSERT INTO node VALUES(5,1,1084450,CAST('{"diffID":"sha256:fe9e50199adc2de0fb35d67db0e4ae76889d10566b8622e198094a088dfa80c3","digest":"sha256:c67963d2ccbecddaa72583e5963cd3a93c7632c4ed26d193e0760adf30693fc1","history":"umoci insert","mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","size":1084450}' AS BLOB));
INSERT INTO node VALUES(6,3,0,CAST('{"configures":[],"declaration":{"location":{"column":1,"file":"web.yaml","line":1},"set":"web.yaml"},"name":"quiet","settings":[{"location":{"column":16,"file":"web.yaml","line":4},"parameter":"process.env","value":["LOG=info"]}]}' AS BLOB));
INSERT INTO node VALUES(8,2,0,CAST('{"declaration":{"location":{"column":1,"file":"web.yaml","line":6},"set":"web.yaml"},"name":"state","settings":[]}' AS BLOB));
CREATE TABLE edge (
    source INTEGER NOT NULL,
    position INTEGER NOT NULL,
    label TEXT NOT NULL,
    target INTEGER NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (source, position)
) WITHOUT ROWID;
INSERT INTO edge VALUES(3,0,'dependsOn',2,1);
INSERT INTO edge VALUES(1,0,'dependsOn',3,1);
INSERT INTO edge VALUES(3,2,'dependsOn',4,1);
INSERT INTO edge VALUES(3,1,'dependsOn',5,1);
CREATE TABLE revision (
    revision INTEGER PRIMARY KEY,
    author TEXT NOT NULL,
    roles TEXT NOT NULL,
    message TEXT NOT NULL,
    time INTEGER NOT NULL
);
INSERT INTO revision VALUES(1,'root','forge','forge oci:image:1.0',1795573808592);
INSERT INTO revision VALUES(2,'root','agent operator orchestrator','apply web.yaml',1795573809032);
INSERT INTO revision VALUES(3,'root','agent operator orchestrator','apply web.yaml',1795573809301);
CREATE TABLE change (
    node INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    value BLOB,
    UNIQUE (node, revision)
);
INSERT INTO change VALUES(1,1,CAST('{"content":{"image":{"_0":{"imageDigest":"sha256:224db93517a2121b74607a1da06604a1d82f4ae7f16bce6a20b721f9c296c7d2","imageName":"image","manifest":"sha256:224db93517a2121b74607a1da06604a1d82f4ae7f16bce6a20b721f9c296c7d2","platform":{"architecture":"amd64","os":"linux"},"reference":"oci:image:1.0","root":"imageManifest/sha256:224db93517a2121b74607a1da06604a1d82f4ae7f16bce6a20b721f9c296c7d2","sha256":"sha256:7b9f60a60f021c2741de9502bdc79b10f3a28d1139501d44883dbcf9e8747867","tag":"1.0"}}},"name":"web"}' AS BLOB));
INSERT INTO change VALUES(2,1,CAST('{"configuration":{"architecture":"amd64","config":{"Cmd":["/bin/httpd","-f","-p","8080","-h","/www"],"Env":["PATH=/bin","NAME=web"],"ExposedPorts":{"8080/tcp":{}},"WorkingDir":"/www"},"created":"2026-11-25T02:15:56.682660053Z","history":[{"created":"2026-11-25T02:15:56.746213905Z","created_by":"umoci insert"},{"created":"2026-11-25T02:15:57.122548502Z","created_by":"umoci insert"},{"created":"2026-11-25T02:15:57.165708112Z","created_by":"umoci config","empty_layer":true}],"os":"linux","rootfs":{"diff_ids":["sha256:fe9e50199adc2de0fb35d67db0e4ae76889d10566b8622e198094a088dfa80c3","sha256:31c95b6997c200385dbb33ff9348c9fd09b2b60bfb44072e7217c9bccb95f41b"],"type":"layers"}},"digest":"sha256:b9dbf94cadf6e2d150ca6d1a28a9d13c639fa33d148dd86b9193c6b4a973a967","size":662,"user":{"additionalGids":[],"gid":0,"uid":0}}' AS BLOB));
INSERT INTO change VALUES(3,1,CAST('{"config":"sha256:b9dbf94cadf6e2d150ca6d1a28a9d13c639fa33d148dd86b9193c6b4a973a967","digest":"sha256:224db93517a2121b74607a1da06604a1d82f4ae7f16bce6a20b721f9c296c7d2","layers":["sha256:c67963d2ccbecddaa72583e5963cd3a93c7632c4ed26d193e0760adf30693fc1","sha256:374496503679781d8feb6332923d9e3c7034c0ca732cb0b0e1d477a47f79ddfb"],"mediaType":"application/vnd.oci.image.manifest.v1+json","size":503}' AS BLOB));
INSERT INTO change VALUES(4,1,CAST('{"diffID":"sha256:31c95b6997c200385dbb33ff9348c9fd09b2b60bfb44072e7217c9bccb95f41b","digest":"sha256:374496503679781d8feb6332923d9e3c7034c0ca732cb0b0e1d477a47f79ddfb","history":"umoci insert","mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","size":470}' AS BLOB));
INSERT INTO change VALUES(5,1,CAST('{"diffID":"sha256:fe9e50199adc2de0fb35d67db0e4ae76889d10566b8622e198094a088dfa80c3","digest":"sha256:c67963d2ccbecddaa72583e5963cd3a93c7632c4ed26d193e0760adf30693fc1","history":"umoci insert","mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","size":1084450}' AS BLOB));
INSERT INTO change VALUES(6,2,CAST('{"configures":["artefact/web"],"declaration":{"location":{"column":1,"file":"web.yaml","line":1},"set":"web.yaml"},"name":"quiet","settings":[{"location":{"column":16,"file":"web.yaml","line":4},"parameter":"process.env","value":["LOG=warn"]}]}' AS BLOB));
INSERT INTO change VALUES(8,2,CAST('{"declaration":{"location":{"column":1,"file":"web.yaml","line":6},"set":"web.yaml"},"name":"state","settings":[]}' AS BLOB));
INSERT INTO change VALUES(6,3,CAST('{"configures":[],"declaration":{"location":{"column":1,"file":"web.yaml","line":1},"set":"web.yaml"},"name":"quiet","settings":[{"location":{"column":16,"file":"web.yaml","line":4},"parameter":"process.env","value":["LOG=info"]}]}' AS BLOB));
CREATE TABLE past_edge (
    target INTEGER NOT NULL,
    until INTEGER NOT NULL,
    source INTEGER NOT NULL,
    label TEXT NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (target, until, source, label)
) WITHOUT ROWID;
INSERT INTO past_edge VALUES(1,3,6,'configures',2);
CREATE INDEX edge_target ON edge (target, source, label, since);
CREATE INDEX change_revision ON change (revision);
CREATE TABLE lease (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    duration REAL NOT NULL,
    expires INTEGER NOT NULL,
    released INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO lease VALUES('controller','one',4,15.0,1700000015000,0);
INSERT INTO lease VALUES('host/alpha','two',2,15.0,1700000015000,1);
CREATE TABLE observation (
    subject TEXT NOT NULL,
    time INTEGER NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (subject, time)
) WITHOUT ROWID;
INSERT INTO observation VALUES('{"automaton":"web"}',1700000000000,CAST('{"automaton":"web","requestsPerSecond":2.5,"time":1700000000000}' AS BLOB));
CREATE INDEX observation_time ON observation (time);
CREATE TABLE round_trip (
    subject TEXT NOT NULL,
    time INTEGER NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (subject, time)
) WITHOUT ROWID;
INSERT INTO round_trip VALUES('{"from":{"region":"eu"},"to":{"region":"us","zone":"a"}}',1700000000000,CAST('{"from":{"region":"eu"},"seconds":0.08,"time":1700000000000,"to":{"region":"us","zone":"a"}}' AS BLOB));
CREATE INDEX round_trip_time ON round_trip (time);
CREATE INDEX node_size ON node (id, size);
