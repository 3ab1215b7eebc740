SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE FUNCTION public.ledger_refuse() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'the ledger is append-only: rows of % are never changed or deleted', TG_TABLE_NAME; END $$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.blobs (
    "position" bigint NOT NULL,
    hash bytea NOT NULL,
    sha256 text NOT NULL,
    content bytea NOT NULL
);
CREATE TABLE public.claims (
    "position" bigint NOT NULL,
    hash bytea NOT NULL,
    reading bigint NOT NULL,
    id text NOT NULL,
    place text,
    type text NOT NULL,
    known bigint,
    retracts text,
    body text NOT NULL
);
CREATE TABLE public.commits (
    "position" bigint NOT NULL,
    hash bytea NOT NULL,
    first bigint NOT NULL,
    at bigint NOT NULL
);
CREATE TABLE public.documents (
    "position" bigint NOT NULL,
    hash bytea NOT NULL,
    id text NOT NULL,
    digest text NOT NULL,
    text_sha256 text NOT NULL,
    raw_sha256 text NOT NULL,
    known bigint,
    fetched bigint,
    published_day bigint,
    body text NOT NULL
);
CREATE TABLE public.ledgers (
    "position" bigint NOT NULL,
    hash bytea NOT NULL,
    id text NOT NULL
);
CREATE TABLE public.links (
    "position" bigint NOT NULL,
    hash bytea NOT NULL,
    kind text NOT NULL,
    claim text NOT NULL,
    target text NOT NULL,
    reason text NOT NULL
);
CREATE TABLE public.places (
    "position" bigint NOT NULL,
    hash bytea NOT NULL,
    id text NOT NULL,
    digest text NOT NULL,
    theatre text,
    body text NOT NULL
);
CREATE TABLE public.readings (
    "position" bigint NOT NULL,
    hash bytea NOT NULL,
    document text NOT NULL,
    version bigint,
    run bigint NOT NULL,
    theatre text,
    extractor text NOT NULL,
    digest text NOT NULL,
    known bigint,
    known_last bigint,
    fetched bigint NOT NULL,
    published_day bigint
);
CREATE TABLE public.reviews (
    "position" bigint NOT NULL,
    hash bytea NOT NULL,
    claim text NOT NULL,
    verdict text NOT NULL,
    author text NOT NULL,
    reason text NOT NULL,
    at bigint NOT NULL,
    place text,
    correction text,
    carried bigint
);
CREATE TABLE public.runs (
    "position" bigint NOT NULL,
    hash bytea NOT NULL,
    id text NOT NULL,
    code text NOT NULL,
    vocabulary text NOT NULL,
    theatre text,
    theatre_digest text,
    model text,
    extractor text NOT NULL
);
CREATE TABLE public.states (
    "position" bigint NOT NULL,
    hash bytea NOT NULL,
    run bigint NOT NULL,
    theatre text,
    place text NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint NOT NULL,
    body text NOT NULL
);
INSERT INTO public.alembic_version VALUES ('0001');
INSERT INTO public.blobs VALUES (2, '\x0250f6c311efd9733a74e75634127f74637ec26e76782cc5bef586524b2ec444', '6feac95bdd5845f6bee557643e0181f9b819d7d65ff01ec5586b2ca6d42d1fdf', '\x546865206e6f72746820746f6f6b2048696c6c746f776e2e20daafd8b2d8a7d8b1d8b42030');
INSERT INTO public.blobs VALUES (3, '\x7c08e73d22cf18e67a6544a33e35efba4186d54ee190b926aebb89c8e6757cc8', '55cd9cb238664f9549349ed41e3ba633ac266ea47b940ee78f243a18b4f3e85c', '\x3c703e30');
INSERT INTO public.blobs VALUES (4, '\xc9e5d46e293e698f0b1bcb00a1cf83432b3b79313fe07a8451f90d23bd6ebe6d', '942ad867cbde1534cf7e7455472962968f51462a7695480a64d05860924549ae', '\x546865206e6f72746820746f6f6b2048696c6c746f776e2e20daafd8b2d8a7d8b1d8b42031');
INSERT INTO public.blobs VALUES (5, '\xcb576ceb495bb0a2ae2a4a196aa1a7ce172f6badc7519729e72513d48bbc6f6d', 'e1bea8f4f637fc2f4ae111cab57a6f271425b963a9ecad7397e339148ac91c28', '\x3c703e31');
INSERT INTO public.blobs VALUES (6, '\x2679578138aa98a80c3af2f7038efcecd1b2b5d4e7358d5d931c7e8de682f5b9', '250a549082b18cc219b494d5fa435df9527dc7b92c3d4b9563aa225776c57262', '\x546865206e6f72746820746f6f6b2048696c6c746f776e2e20daafd8b2d8a7d8b1d8b42032');
INSERT INTO public.blobs VALUES (7, '\xff0e8c9038575d0af7f577df917cc44f4811b9552fb766af05d4c7133d8a6745', '9fa1debac398bb3bc7abfb5a0134eb0c0d768bbfa37be6c3024a2012670286cd', '\x3c703e32');
INSERT INTO public.blobs VALUES (8, '\xefcf474a9b87cbf15ff722cbf8d9782633ef487b0c58851d1b0e6ad21cd42166', '76ddcc0fe859e14f86c188dc3f980a29fd50a0665a17903dadcace7750e72266', '\x546865206e6f72746820746f6f6b2048696c6c746f776e2e20daafd8b2d8a7d8b1d8b42033');
INSERT INTO public.blobs VALUES (9, '\xff89ecda6439dc9821524d9dc8dec3c3cbff3f823f13ee43a413f4e60e72c96f', 'e0945701ef049d471d0644d09ae44521f7735d14cc32a78237c6497f8d78dd65', '\x3c703e33');
INSERT INTO public.blobs VALUES (10, '\x6b067688af6fbe21d3edfb3c57f45ca6b19b48f209a4957918f09e84cbbcfd35', '91ffb38e58c704ae381e2081934b4668463f6075581d7658c67b383f77927382', '\x546865206e6f72746820746f6f6b2048696c6c746f776e2e20daafd8b2d8a7d8b1d8b42034');
INSERT INTO public.blobs VALUES (11, '\xe8033781695577938d7f06e218b326b597a0b46b79eb10a3bd164289c83fb488', '80c5a74085cd0d1e91a3df9ff6c4f9fe2ee4f6f0fc82b329c386f106692e8b12', '\x3c703e34');
INSERT INTO public.blobs VALUES (12, '\x2df89fb8a84624b3c72a58259c528ca484bbfb5fe06dfdbdd4e2e50bcb91f36f', '467fb604b13648a02587bd21880a909372989b23671b8f171811ccecce01b028', '\x546865206e6f72746820746f6f6b2048696c6c746f776e2e20daafd8b2d8a7d8b1d8b42035');
INSERT INTO public.blobs VALUES (13, '\x0415418dbe8230d7fbb575050fb5ce507c3f82954cd3e2943390b995809ef7f3', '1dc3d1b57cf82955fabb3f6552497bf23fb1e6e18564caa333d169272500d8b4', '\x3c703e35');
INSERT INTO public.blobs VALUES (14, '\x1e75ce5efcad0e02919872351da615dc7896d0d3dd1efcb0f62a130e5f7b83bc', 'c859ade791cc8840881b7efe83a93bb217856399f982cb2377126f1269853f23', '\x546865206e6f72746820746f6f6b2048696c6c746f776e2e20daafd8b2d8a7d8b1d8b42036');
INSERT INTO public.blobs VALUES (15, '\x0967d65d4fa25d21f39b87f8c78b0b0f44f17d205f8bb543b7cbc7757d4b447b', 'f3f8ab8ddd21f4b12b9869059d5bf6d1fc9363c259ded47d2de87939fd13f7c2', '\x3c703e36');
INSERT INTO public.blobs VALUES (16, '\xb698f61b3e6a3a378b474d7a1400088774a9e549a2d6f5f66c9381bdaf07c778', '4e1e702e8238a996331ebf4e79c343ed75cbfa81207380296a10f7480e8a30ec', '\x546865206e6f72746820746f6f6b2048696c6c746f776e2e20daafd8b2d8a7d8b1d8b42037');
INSERT INTO public.blobs VALUES (17, '\x5ddb650743907d85f4eed1e8a19ae17d11cc88f3e19d3a01f0ddfcc4342251b4', 'a95ea173ac3dd9889c13cb109c7e1ec76cda50cbc9d12abfa688e71a2211be6a', '\x3c703e37');
INSERT INTO public.blobs VALUES (18, '\x0d8c8beae9849c4356e7a4770831958dcbe2125caf87ea379a34b8ad837f0a3d', '400ff3d69553d348c1de9c5069d0f188c8b6045a9a96f1b91aa8c74dd03740f2', '\x546865206e6f72746820746f6f6b2048696c6c746f776e2e20daafd8b2d8a7d8b1d8b42038');
INSERT INTO public.blobs VALUES (19, '\x170306a30f041ea4004bd85c58e3b9564590d2b821090b1c1fb44561b1d0f5de', '11b257d7f6a2e7d6a3f93cf596a55ab3f95422f435433d8d5970e125a213487e', '\x3c703e38');
INSERT INTO public.blobs VALUES (20, '\x430e31ed26526b00c34844ff200ec6816f8d5ab1196153e911efee7e89729b16', '24336186064a3afc161d514cfff39d572f0abb3815294f3313bd01fc698f2129', '\x546865206e6f72746820746f6f6b2048696c6c746f776e2e20daafd8b2d8a7d8b1d8b42039');
INSERT INTO public.blobs VALUES (21, '\x29822e44ffe6c3b2299e73915763460f6fea3259e415e4521ba8eff4d6136775', '55c88b909aa3c55e34fe41e90d4cb1a60d8a2758e500b6a2d1d488e6f86e0988', '\x3c703e39');
INSERT INTO public.blobs VALUES (22, '\xc882cb1c5d27122433a79b3e47c3db92c990bbe55480d2dcd8bdea2074b7034f', '4ca709dc17f4aeab2a8d6b60620a01371ee86ac3781f35b0c121a971a2b93d5d', '\x546865206e6f72746820746f6f6b2048696c6c746f776e2e20daafd8b2d8a7d8b1d8b4203130');
INSERT INTO public.blobs VALUES (23, '\xef2de59b762787036292d9aee38c9cdc7cad5a49d98446a71894a5945c713e3a', '03a94bc81d46cf2a7ef96a3bfe1597917dee77bec0276dc95f2fcf90b8b3dbb9', '\x3c703e3130');
INSERT INTO public.blobs VALUES (24, '\x52e7a70af57e4e49bd5b1717a0a6a5145411087e6e47b1a09958d30bd0351945', 'c991fc4ea8ef208ebd9bd32b3cf216f98e1f7f8314bf93cc73de1763fbcf449f', '\x546865206e6f72746820746f6f6b2048696c6c746f776e2e20daafd8b2d8a7d8b1d8b4203131');
INSERT INTO public.blobs VALUES (25, '\xe9d0973a6f98ad1bfb0e90912a944e90e7aa7dc788a0ef5ab9340553953c5018', '681564b3b1f8a2db6bc56b7c970893bc0f7f7d14514a9dde9f60a482bddfdfd0', '\x3c703e3131');
INSERT INTO public.claims VALUES (54, '\x20630969de787af12214e91bf0c1b2d13032743a13cea6b0f4007f12affe99b6', 39, '668a0f580b8275b1ed7c6a11', 'test:0', 'capture', 1628856000, NULL, '{"document":"report-0","id":"668a0f580b8275b1ed7c6a11","type":"capture","modality":"asserted","evidence":{"start":0,"end":9,"text":"The north"},"place":{"text":"Hilltown","name":"Hilltown","id":"test:0","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands","precision":1},"actor":{"text":"The north","name":"North","side":"north"},"date_text":"on Friday","date_precision":1,"speakers":[{"text":"a spokeswoman","kind":"official","level":null,"side":"north","cue":"said"}],"quantity":{"value":12,"of":34,"unit":"towns","approx":false},"extractor":"rules@1","published":"2021-08-13T12:00:00Z","known":"2021-08-13T12:00:00Z","outlet":"The Valley Post","rule":"rule.one"}');
INSERT INTO public.claims VALUES (55, '\xb2298d3a4f9f68b3d5800ab7b5bdc336f95380c4a7ed66c0d7f49e32f4b5263d', 40, 'e41b03e687e8dfd9a9bb6e12', 'test:1', 'hold', 1628859600, NULL, '{"document":"report-1","id":"e41b03e687e8dfd9a9bb6e12","type":"hold","modality":"hedged","evidence":{"start":0,"end":9,"text":"The north"},"place":{"text":"Hilltown","name":"Hilltown","id":"test:1","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands","precision":1},"actor":{"text":"The north","name":"North","side":"north"},"opponent":{"text":"them","side":"south"},"date":"2021-08-13","date_text":"on Friday","date_precision":1,"speakers":[{"text":"a spokeswoman","kind":"official","level":null,"side":"north","cue":"said"}],"extractor":"rules@1","published":"2021-08-13T12:00:00Z","known":"2021-08-13T13:00:00Z","outlet":"The Valley Post","rule":"rule.one"}');
INSERT INTO public.claims VALUES (56, '\x8986d0d9fb39d79d2b480d2945efe4cba83afbc011cace59a7cfb8fd8ade102c', 41, '6366fe916532cceb30fd0dd7', 'test:2', 'leave', 1628863200, NULL, '{"document":"report-2","id":"6366fe916532cceb30fd0dd7","type":"leave","modality":"denied","evidence":{"start":0,"end":9,"text":"The north"},"place":{"text":"Hilltown","name":"Hilltown","id":"test:2","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands","precision":1},"actor":{"text":"The north","name":"North","side":"north"},"date":"2021-08-13","date_text":"on Friday","date_precision":1,"speakers":[{"text":"a spokeswoman","kind":"official","level":null,"side":"north","cue":"said"}],"extractor":"rules@1","published":"2021-08-13T12:00:00Z","known":"2021-08-13T14:00:00Z","outlet":"The Valley Post","rule":"rule.one"}');
INSERT INTO public.claims VALUES (57, '\x0683f621c5fb3efc015dcb2f7b146997ca845c4909595c3491c6b096e22830e8', 42, 'bb125a02bf5a95015f6d3211', 'test:0', 'contest', 1628866800, NULL, '{"document":"report-3","id":"bb125a02bf5a95015f6d3211","type":"contest","modality":"forecast","evidence":{"start":0,"end":9,"text":"The north"},"place":{"text":"Hilltown","name":"Hilltown","id":"test:0","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands","precision":1},"actor":{"text":"The north","name":"North","side":"north"},"opponent":{"text":"them","side":"south"},"date_text":"on Friday","date_precision":1,"speakers":[{"text":"a spokeswoman","kind":"official","level":null,"side":"north","cue":"said"}],"extractor":"rules@1","published":"2021-08-13T12:00:00Z","known":"2021-08-13T15:00:00Z","outlet":"The Valley Post","rule":"rule.one"}');
INSERT INTO public.claims VALUES (58, '\x07f2a5bc38f5557e89572e8b3557ee9fde985b9951b6627850ec99a3f289ac93', 43, '9424df85074cc0ae1cc14a9a', 'test:1', 'count', 1628870400, NULL, '{"document":"report-4","id":"9424df85074cc0ae1cc14a9a","type":"count","modality":"planned","evidence":{"start":0,"end":9,"text":"The north"},"place":{"text":"Hilltown","name":"Hilltown","id":"test:1","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands","precision":1},"actor":{"text":"The north","name":"North","side":"north"},"date":"2021-08-13","date_text":"on Friday","date_precision":1,"speakers":[{"text":"a spokeswoman","kind":"official","level":null,"side":"north","cue":"said"}],"quantity":{"value":12,"of":34,"unit":"towns","approx":false},"extractor":"rules@1","published":"2021-08-13T12:00:00Z","known":"2021-08-13T16:00:00Z","outlet":"The Valley Post","rule":"rule.one"}');
INSERT INTO public.claims VALUES (59, '\xff57c50707cbace3745d93de30080094991376c4e47f7a88acddc6e25d19f576', 44, '3780fdcffc8ee75acae99844', 'test:2', 'surrender', 1628874000, NULL, '{"document":"report-5","id":"3780fdcffc8ee75acae99844","type":"surrender","modality":"conditional","evidence":{"start":0,"end":9,"text":"The north"},"place":{"text":"Hilltown","name":"Hilltown","id":"test:2","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands","precision":1},"actor":{"text":"The north","name":"North","side":"north"},"opponent":{"text":"them","side":"south"},"date":"2021-08-13","date_text":"on Friday","date_precision":1,"speakers":[{"text":"a spokeswoman","kind":"official","level":null,"side":"north","cue":"said"}],"extractor":"rules@1","published":"2021-08-13T12:00:00Z","known":"2021-08-13T17:00:00Z","outlet":"The Valley Post","rule":"rule.one"}');
INSERT INTO public.claims VALUES (60, '\x2bf96258de0eded45897c599db9175eea69a4ace7ace9d478c74ed008d9ba8b6', 45, '8bd26d981f29b6af7b80648e', 'test:0', 'deploy', 1628877600, NULL, '{"document":"report-6","id":"8bd26d981f29b6af7b80648e","type":"deploy","modality":"asserted","evidence":{"start":0,"end":9,"text":"The north"},"place":{"text":"Hilltown","name":"Hilltown","id":"test:0","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands","precision":1},"actor":{"text":"The north","name":"North","side":"north"},"date_text":"on Friday","date_precision":1,"speakers":[{"text":"a spokeswoman","kind":"official","level":null,"side":"north","cue":"said"}],"extractor":"rules@1","published":"2021-08-13T12:00:00Z","known":"2021-08-13T18:00:00Z","outlet":"The Valley Post","rule":"rule.one"}');
INSERT INTO public.claims VALUES (61, '\x11686265fba9c031da86d7c7f13f41c0726ed6879839bda9e0e1b91f4e42ceec', 46, 'd4f9dc120c0ac5f0c2977dd2', 'test:1', 'displace', 1628881200, NULL, '{"document":"report-7","id":"d4f9dc120c0ac5f0c2977dd2","type":"displace","modality":"hedged","evidence":{"start":0,"end":9,"text":"The north"},"place":{"text":"Hilltown","name":"Hilltown","id":"test:1","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands","precision":1},"actor":{"text":"The north","name":"North","side":"north"},"opponent":{"text":"them","side":"south"},"date":"2021-08-13","date_text":"on Friday","date_precision":1,"speakers":[{"text":"a spokeswoman","kind":"official","level":null,"side":"north","cue":"said"}],"extractor":"rules@1","published":"2021-08-13T12:00:00Z","known":"2021-08-13T19:00:00Z","outlet":"The Valley Post","rule":"rule.one"}');
INSERT INTO public.claims VALUES (62, '\x120353b5395befc64f982c322823efdf66a91ee0b94b8c25f55479cd7dde3930', 47, '5108ceffcce66943cc0fab0b', 'test:2', 'harm', 1628884800, NULL, '{"document":"report-8","id":"5108ceffcce66943cc0fab0b","type":"harm","modality":"denied","evidence":{"start":0,"end":9,"text":"The north"},"place":{"text":"Hilltown","name":"Hilltown","id":"test:2","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands","precision":1},"actor":{"text":"The north","name":"North","side":"north"},"date":"2021-08-13","date_text":"on Friday","date_precision":1,"speakers":[{"text":"a spokeswoman","kind":"official","level":null,"side":"north","cue":"said"}],"quantity":{"value":12,"of":34,"unit":"towns","approx":false},"extractor":"rules@1","published":"2021-08-13T12:00:00Z","known":"2021-08-13T20:00:00Z","outlet":"The Valley Post","rule":"rule.one"}');
INSERT INTO public.claims VALUES (63, '\x06598ee9ba94375f8fb392f7c5b28b9de45fc539e6b2a54af539a3201f150fff', 48, 'de0669fbff47194ab0a3e658', 'test:0', 'detain', 1628888400, NULL, '{"document":"report-9","id":"de0669fbff47194ab0a3e658","type":"detain","modality":"forecast","evidence":{"start":0,"end":9,"text":"The north"},"place":{"text":"Hilltown","name":"Hilltown","id":"test:0","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands","precision":1},"actor":{"text":"The north","name":"North","side":"north"},"opponent":{"text":"them","side":"south"},"date_text":"on Friday","date_precision":1,"speakers":[{"text":"a spokeswoman","kind":"official","level":null,"side":"north","cue":"said"}],"extractor":"rules@1","published":"2021-08-13T12:00:00Z","known":"2021-08-13T21:00:00Z","outlet":"The Valley Post","rule":"rule.one"}');
INSERT INTO public.claims VALUES (64, '\x64364ad1e083abe4651af7480199c4d35e0ae7f290b4d97e312f743ae3df580e', 49, 'c3fa2ed225694ba9cdc27c13', 'test:1', 'strike', 1628892000, NULL, '{"document":"report-10","id":"c3fa2ed225694ba9cdc27c13","type":"strike","modality":"planned","evidence":{"start":0,"end":9,"text":"The north"},"place":{"text":"Hilltown","name":"Hilltown","id":"test:1","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands","precision":1},"actor":{"text":"The north","name":"North","side":"north"},"date":"2021-08-13","date_text":"on Friday","date_precision":1,"speakers":[{"text":"a spokeswoman","kind":"official","level":null,"side":"north","cue":"said"}],"extractor":"rules@1","published":"2021-08-13T12:00:00Z","known":"2021-08-13T22:00:00Z","outlet":"The Valley Post","rule":"rule.one"}');
INSERT INTO public.claims VALUES (65, '\x099dcf3961f160d9d7ebc8c70301659d9dd91c39ab53cdbd081662f0d4b02d98', 50, 'e58bf0652fe2d215fc34ee43', 'test:2', 'agree', 1628895600, NULL, '{"document":"report-11","id":"e58bf0652fe2d215fc34ee43","type":"agree","modality":"conditional","evidence":{"start":0,"end":9,"text":"The north"},"place":{"text":"Hilltown","name":"Hilltown","id":"test:2","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands","precision":1},"actor":{"text":"The north","name":"North","side":"north"},"opponent":{"text":"them","side":"south"},"date":"2021-08-13","date_text":"on Friday","date_precision":1,"speakers":[{"text":"a spokeswoman","kind":"official","level":null,"side":"north","cue":"said"}],"extractor":"rules@1","published":"2021-08-13T12:00:00Z","known":"2021-08-13T23:00:00Z","outlet":"The Valley Post","rule":"rule.one"}');
INSERT INTO public.claims VALUES (80, '\xcdd0b675040201e78cd035d1d62f5f3b84fe06dfe31c971bebd317611d7cddad', 78, '24587205bc2eabac40f6ceba', 'test:0', 'capture', 1628856000, NULL, '{"document":"report-0","id":"24587205bc2eabac40f6ceba","type":"capture","modality":"asserted","evidence":{"start":0,"end":9,"text":"The north"},"place":{"text":"Hilltown","name":"Hilltown","id":"test:0","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands","precision":1},"actor":{"text":"The north","name":"North","side":"north"},"date_text":"on Friday","date_precision":1,"speakers":[{"text":"a spokeswoman","kind":"official","level":null,"side":"north","cue":"said"}],"quantity":{"value":12,"of":34,"unit":"towns","approx":false},"extractor":"rules@2","published":"2021-08-13T12:00:00Z","known":"2021-08-13T12:00:00Z","outlet":"The Valley Post","rule":"rule.one"}');
INSERT INTO public.claims VALUES (81, '\x410b1d60a6849c68e343981348521e745265ca9896883da456ec0241bffd7291', 79, '904a382914efec756c6af547', 'test:1', 'hold', 1628859600, NULL, '{"document":"report-1","id":"904a382914efec756c6af547","type":"hold","modality":"hedged","evidence":{"start":0,"end":9,"text":"The north"},"place":{"text":"Hilltown","name":"Hilltown","id":"test:1","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands","precision":1},"actor":{"text":"The north","name":"North","side":"north"},"opponent":{"text":"them","side":"south"},"date":"2021-08-13","date_text":"on Friday","date_precision":1,"speakers":[{"text":"a spokeswoman","kind":"official","level":null,"side":"north","cue":"said"}],"extractor":"rules@2","published":"2021-08-13T12:00:00Z","known":"2021-08-13T13:00:00Z","outlet":"The Valley Post","rule":"rule.one"}');
INSERT INTO public.commits VALUES (1, '\xa2cfb09d7a508b9a09143378a8f0520356f752d687d0ff86ecafcc7a7744cf44', 0, 1795347656);
INSERT INTO public.commits VALUES (72, '\x4c91456751cfa9b71ad5ed98b02dd7486a0e1b0b625b4891cf5f762eabb428a5', 2, 1795347656);
INSERT INTO public.commits VALUES (74, '\xc79ba091f3f657fa4a28aadea2be9610f3203f259329e79afd2cdcf33768d4e6', 73, 1795347656);
INSERT INTO public.commits VALUES (76, '\x44ffd3cb1d581b2f5e89c4e9425a12e2b6fdadb6e971ee39c7b396cb19f6dd4b', 75, 1795347656);
INSERT INTO public.commits VALUES (83, '\xfc031dd71fa0dce540ae2fc2cc43d60d866be30ff4e1204bb49c5e28ef6dd9d2', 77, 1795347656);
INSERT INTO public.documents VALUES (26, '\x873465ca29c20fb39b3b1d3117c10d842a98e5ecfcf704e9cea7e6ce2009d7ab', 'report-0', '1964f18bbc1f31cc05a4db41ea7fbc42f5c920f16084ab387d4481e3417f7176', '6feac95bdd5845f6bee557643e0181f9b819d7d65ff01ec5586b2ca6d42d1fdf', '55cd9cb238664f9549349ed41e3ba633ac266ea47b940ee78f243a18b4f3e85c', 1628856000, 1628856000, 18852, '{"title":"A title","outlet":"The Valley Post","published":"2021-08-13T12:00:00Z","media_type":"text/plain"}');
INSERT INTO public.documents VALUES (27, '\xcb085073ede4654bb8c10b62a747cf0a4322fce67b6253c336c929935dc3da15', 'report-1', 'fcab57843944cdfc9a22b553f27846a3b58d4661fc676c9d6e0c937a78cc3904', '942ad867cbde1534cf7e7455472962968f51462a7695480a64d05860924549ae', 'e1bea8f4f637fc2f4ae111cab57a6f271425b963a9ecad7397e339148ac91c28', 1628859600, 1628859600, 18852, '{"title":"A title","outlet":"The Valley Post","published":"2021-08-13T12:00:00Z","media_type":"text/plain"}');
INSERT INTO public.documents VALUES (28, '\x9b096275bb81545fe75c711fb50ed4276bb8c17defd0255ce4c90ea2a0decf76', 'report-2', '5d13b7ddf7aa2a3050e6a85b4f9cbcc6224c3b360020e68af3a08ef412304f45', '250a549082b18cc219b494d5fa435df9527dc7b92c3d4b9563aa225776c57262', '9fa1debac398bb3bc7abfb5a0134eb0c0d768bbfa37be6c3024a2012670286cd', 1628863200, 1628863200, 18852, '{"title":"A title","outlet":"The Valley Post","published":"2021-08-13T12:00:00Z","media_type":"text/plain"}');
INSERT INTO public.documents VALUES (29, '\x96e08520b6092636a4f08288cffefca6463b9fd042f70677503f9206bd171cc8', 'report-3', 'ed16ccf53ead283630b6cba5352cac8192c447572ea2a8e85decd3b28da2f285', '76ddcc0fe859e14f86c188dc3f980a29fd50a0665a17903dadcace7750e72266', 'e0945701ef049d471d0644d09ae44521f7735d14cc32a78237c6497f8d78dd65', 1628866800, 1628866800, 18852, '{"title":"A title","outlet":"The Valley Post","published":"2021-08-13T12:00:00Z","media_type":"text/plain"}');
INSERT INTO public.documents VALUES (30, '\x773602064fab69a314de1dc4db48d6bd27ecb01c61563d5dfd14dd41048c2507', 'report-4', '265ce49047e13f6a53df43ab33782fe4195dae64b14426cf6010f5af9e21f83b', '91ffb38e58c704ae381e2081934b4668463f6075581d7658c67b383f77927382', '80c5a74085cd0d1e91a3df9ff6c4f9fe2ee4f6f0fc82b329c386f106692e8b12', 1628870400, 1628870400, 18852, '{"title":"A title","outlet":"The Valley Post","published":"2021-08-13T12:00:00Z","media_type":"text/plain"}');
INSERT INTO public.documents VALUES (31, '\x5d05d13afd18a3cbd62a9f64bbb736c69058884676d36b456d62259cb0112ab2', 'report-5', '7a34a349e52d285800ae033cbc2f468096530deae592811df5cc0de97d3c8256', '467fb604b13648a02587bd21880a909372989b23671b8f171811ccecce01b028', '1dc3d1b57cf82955fabb3f6552497bf23fb1e6e18564caa333d169272500d8b4', 1628874000, 1628874000, 18852, '{"title":"A title","outlet":"The Valley Post","published":"2021-08-13T12:00:00Z","media_type":"text/plain"}');
INSERT INTO public.documents VALUES (32, '\x5bdb70701dc597be0019779e13b8e1cf3df6285576ab78b49509ddedb9ca19b3', 'report-6', '855e30ad7387bbef40749a09a05faf61b25528c7205adc9cf7cc842e5ee5d609', 'c859ade791cc8840881b7efe83a93bb217856399f982cb2377126f1269853f23', 'f3f8ab8ddd21f4b12b9869059d5bf6d1fc9363c259ded47d2de87939fd13f7c2', 1628877600, 1628877600, 18852, '{"title":"A title","outlet":"The Valley Post","published":"2021-08-13T12:00:00Z","media_type":"text/plain"}');
INSERT INTO public.documents VALUES (33, '\x7eb1a3a53bab0e55788dde1de6ef2bb2fe631ae292eced451ee222a3f9dc1a1d', 'report-7', '4cd12f56f607d3cfad156017722e0e886db90c19da0a8c0785f713d76baa9fd3', '4e1e702e8238a996331ebf4e79c343ed75cbfa81207380296a10f7480e8a30ec', 'a95ea173ac3dd9889c13cb109c7e1ec76cda50cbc9d12abfa688e71a2211be6a', 1628881200, 1628881200, 18852, '{"title":"A title","outlet":"The Valley Post","published":"2021-08-13T12:00:00Z","media_type":"text/plain"}');
INSERT INTO public.documents VALUES (34, '\x97389ce1ba96bc1e92a4a075da508e2a3e05af39de9c0f83a4a8fc368d36aee4', 'report-8', '82983304e2dc51c7c9e2260119e51c7c1ecb6a5afea9675584945bcf946a257a', '400ff3d69553d348c1de9c5069d0f188c8b6045a9a96f1b91aa8c74dd03740f2', '11b257d7f6a2e7d6a3f93cf596a55ab3f95422f435433d8d5970e125a213487e', 1628884800, 1628884800, 18852, '{"title":"A title","outlet":"The Valley Post","published":"2021-08-13T12:00:00Z","media_type":"text/plain"}');
INSERT INTO public.documents VALUES (35, '\x6b3d39f4ec583d2324f2bea63bada28c3b9d0952681dd21e42404497b986a5d4', 'report-9', '489df65873abe96112e0510172e1f1d253570e2842bb1e4935d99b22afa4ab60', '24336186064a3afc161d514cfff39d572f0abb3815294f3313bd01fc698f2129', '55c88b909aa3c55e34fe41e90d4cb1a60d8a2758e500b6a2d1d488e6f86e0988', 1628888400, 1628888400, 18852, '{"title":"A title","outlet":"The Valley Post","published":"2021-08-13T12:00:00Z","media_type":"text/plain"}');
INSERT INTO public.documents VALUES (36, '\x809b0d584378a016ad0c3e015447182028792e17b1f6728098c16d334db655af', 'report-10', 'f1e2eae56fdbfbb7162af3bfd7bd156dc77c6b11a361aa51ac6313edc211e2d7', '4ca709dc17f4aeab2a8d6b60620a01371ee86ac3781f35b0c121a971a2b93d5d', '03a94bc81d46cf2a7ef96a3bfe1597917dee77bec0276dc95f2fcf90b8b3dbb9', 1628892000, 1628892000, 18852, '{"title":"A title","outlet":"The Valley Post","published":"2021-08-13T12:00:00Z","media_type":"text/plain"}');
INSERT INTO public.documents VALUES (37, '\xca8372e290a78bff37abf040ac7c35630eb829387559b22ee9b95938f98be955', 'report-11', '12eb1725cd3c95a0cc849c2ba5cab9d5859ea12e6fad10d5a045e3200eee7f8b', 'c991fc4ea8ef208ebd9bd32b3cf216f98e1f7f8314bf93cc73de1763fbcf449f', '681564b3b1f8a2db6bc56b7c970893bc0f7f7d14514a9dde9f60a482bddfdfd0', 1628895600, 1628895600, 18852, '{"title":"A title","outlet":"The Valley Post","published":"2021-08-13T12:00:00Z","media_type":"text/plain"}');
INSERT INTO public.ledgers VALUES (0, '\x8b42690b57e7b9199e87d2ec4f6fad0831637db38f615af6f647bcfe8dd5ba36', '3d757b70ed624ef1b8c9ba54bf360114');
INSERT INTO public.links VALUES (69, '\x54a036396fed4304ea675dd82d816f2413bb4cd3d2c7f595e8e78703083a8755', 'copy', '3780fdcffc8ee75acae99844', '9424df85074cc0ae1cc14a9a', 'same words');
INSERT INTO public.links VALUES (70, '\x84cfbb94a38da1046566b2faf1e8c9682636a19c451f905349018a4e3de07742', 'copy', '8bd26d981f29b6af7b80648e', '3780fdcffc8ee75acae99844', 'credit');
INSERT INTO public.links VALUES (71, '\xd6238de4c3e97ca8938a9d067568de46bb128a00701eedf14325b2bfbadddc21', 'event', '668a0f580b8275b1ed7c6a11', 'event-1', 'same day');
INSERT INTO public.places VALUES (51, '\xc0f2005cea5de99806772e74833dab5a6b6c63a2f17c2c9bad38607d1aec6cc0', 'test:0', '510e5611f6c373369b658a08', 'hill-war', '{"id":"test:0","name":"Hilltown","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands"}');
INSERT INTO public.places VALUES (52, '\x41a89e4c3f69cc5adfd050e207ebbcbf6f2616d8380d8530fef262d6bef70d6e', 'test:1', '6997b65f7147d2f6f498d2b9', 'hill-war', '{"id":"test:1","name":"Hilltown","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands"}');
INSERT INTO public.places VALUES (53, '\xf2948dccab1d9b80599a4239caaaeda5e9d7a3736cfd1654edfd0fc60d8cc402', 'test:2', '28779c39743ad7ecc425a0a8', 'hill-war', '{"id":"test:2","name":"Hilltown","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands"}');
INSERT INTO public.readings VALUES (39, '\x75c575e75d634debe4fd47d256ad1056621276f64b2d7ae038bc5025c74551f3', 'report-0', 26, 38, 'hill-war', 'rules@1', '9738fffcbda2c9ae54f40cb083545efa039b6bcda6e6d17532a17cfe8fc7551e', 1628856000, 1628856000, 1628856000, 18852);
INSERT INTO public.readings VALUES (40, '\x86aed097616b8df403f6661ceac631badc81967d1717b3c802d6a325eceb387a', 'report-1', 27, 38, 'hill-war', 'rules@1', 'e290132ad27066aaf6818e901663d8b81b20a6324dac826f945b6ec8e05f8e38', 1628859600, 1628859600, 1628859600, 18852);
INSERT INTO public.readings VALUES (41, '\x31904a12822d642e3db437d07213e23bc526d4d650f31c4cf0674c2b774a0c0c', 'report-2', 28, 38, 'hill-war', 'rules@1', '8169dc8d2fdf792f99be09143dbf0f38843e0cded27464bfd3b982035967dc4c', 1628863200, 1628863200, 1628863200, 18852);
INSERT INTO public.readings VALUES (42, '\xaa889602edd33c85018f65b36a3315742f92c164b9512db8afca4eee0fbec49e', 'report-3', 29, 38, 'hill-war', 'rules@1', '1f69bd6897e6a79721b1d31340fc7f09728a0649d46b8bb30536685fcc437414', 1628866800, 1628866800, 1628866800, 18852);
INSERT INTO public.readings VALUES (43, '\xe0b63c353dc8550dea49cd955bb6deb6b35d836f0f9da9dc4d07daea27eb8582', 'report-4', 30, 38, 'hill-war', 'rules@1', 'd40f386bf7a0f79e59472a07e26bf4fcad4c64b64cb63211c87ba4c91cbad96e', 1628870400, 1628870400, 1628870400, 18852);
INSERT INTO public.readings VALUES (44, '\x2b32bc7977bbc19d186f4031d8ee72f6c609f0483aadd7fd363c0c029d0be0b5', 'report-5', 31, 38, 'hill-war', 'rules@1', 'ea8444672d8178de153e816807e03aec1ff02cbbc985916e447e224ee0b8b355', 1628874000, 1628874000, 1628874000, 18852);
INSERT INTO public.readings VALUES (45, '\xca646415496955fc0671fff63b335b1415f93cb5bdebcdec05ae01152b1bc89d', 'report-6', 32, 38, 'hill-war', 'rules@1', '0ce8f574550437b306f611d64e0e568b735a6917e7efb35b724a375b609fd6f2', 1628877600, 1628877600, 1628877600, 18852);
INSERT INTO public.readings VALUES (46, '\xfe64db28c6afa73ee708cb8762f5c1bb159f5ebfd33c325b112fbcb1e6b62089', 'report-7', 33, 38, 'hill-war', 'rules@1', 'cf68a19fa8c5f53c2c9716ec418643483583a2d2b5cee96783cf588facfaccaa', 1628881200, 1628881200, 1628881200, 18852);
INSERT INTO public.readings VALUES (47, '\x03ea9d540504f55341bdbad711b9c05f394d7ed28ca7868b54148a5137f2627d', 'report-8', 34, 38, 'hill-war', 'rules@1', 'de0700daa9200c5aaf692df599bcbccc7567701a648d2a75e9039702cced4b93', 1628884800, 1628884800, 1628884800, 18852);
INSERT INTO public.readings VALUES (48, '\x3cade1a804061e4637b6760735c62fa81bff32d126a66564386ed5b45f83e845', 'report-9', 35, 38, 'hill-war', 'rules@1', '7fddbe8f43ce98c42cc200aad67fc80a8bd22ec7b8e45c30724af3737ffb8c94', 1628888400, 1628888400, 1628888400, 18852);
INSERT INTO public.readings VALUES (49, '\xfec5e8a699206de89fa3ff5f2abe9d0e92e03d5dc49ceb96e954ea03ac9eb51f', 'report-10', 36, 38, 'hill-war', 'rules@1', '90a5997b7d00f39638b4b07670808aac19165c483cbff264c8c5d98e103d0fd6', 1628892000, 1628892000, 1628892000, 18852);
INSERT INTO public.readings VALUES (50, '\x3ef8b51aead16fcaee8c973bef32cd0d03c9253950cbb12c04f6a79607b1fda4', 'report-11', 37, 38, 'hill-war', 'rules@1', '36b1ae7bc32d53080f195223b6a33fbe31b65aae1b111366cbc78f4c20aca6e8', 1628895600, 1628895600, 1628895600, 18852);
INSERT INTO public.readings VALUES (78, '\x8dc062989e9f6a2ee4341e022db7458345741bdf28ca96e2e66cd7789f8bee65', 'report-0', 26, 77, 'hill-war', 'rules@2', 'da829883014c3876142d5fb555b8570ab6d5f645d75f41b09a71c6744a084002', 1628856000, 1628856000, 1628856000, 18852);
INSERT INTO public.readings VALUES (79, '\x91f4cc23903ade84c231c28da0bbb1e72f3f48b49aef47f0c1c8489421d63d0e', 'report-1', 27, 77, 'hill-war', 'rules@2', '041d5d28c10a4cde5e4659e677389862ddc591726eeaf63e7659d537792d3c53', 1628859600, 1628859600, 1628859600, 18852);
INSERT INTO public.reviews VALUES (73, '\x8d74b0b930085f3c17609e1cfc735f68d7f73f1934fc24389416de9ed005d594', 'e41b03e687e8dfd9a9bb6e12', 'reject', 'ann', 'a question', 1628856000, NULL, NULL, NULL);
INSERT INTO public.reviews VALUES (75, '\xbf7dfb60e9aef33eea3bba5663ada25bca9a27dc74dab13ba54e1f59e4c5610b', '6366fe916532cceb30fd0dd7', 'correct', 'bob', 'the south did', 1628856000, 'test:2', '{"document":"report-2","id":"6366fe916532cceb30fd0dd7","type":"leave","modality":"denied","evidence":{"start":0,"end":9,"text":"The north"},"place":{"text":"Hilltown","name":"Hilltown","id":"test:2","scale":"town","lat":34.5,"lon":69.25,"country":"AF","admin1":"Uplands","precision":1,"reasons":[]},"actor":{"text":"The south","name":"South","side":"south"},"date":"2021-08-13","date_text":"on Friday","date_precision":1,"speakers":[{"text":"a spokeswoman","kind":"official","level":null,"side":"north","cue":"said"}],"extractor":"rules@1","published":"2021-08-13T12:00:00Z","known":"2021-08-13T14:00:00Z","outlet":"The Valley Post","rule":"rule.one"}', NULL);
INSERT INTO public.reviews VALUES (82, '\xedb7875e105fced5cb7220e45508f3e3f2bacf76f77c13d4906b697a21ab37f4', '904a382914efec756c6af547', 'reject', 'ann', 'a question', 1628856000, NULL, NULL, 73);
INSERT INTO public.runs VALUES (38, '\x4e2f77135770e88a8840040c7b551e6667b97666ec0d07f312bc4ea47e0a4440', 'c696a8b0bdd73ac1a123edb7', '0.1.0', 'words', 'hill-war', 'theatre', NULL, 'rules@1');
INSERT INTO public.runs VALUES (77, '\x4b0a2cbb6d1cc17fd84a5bc2ed102bf223e5ffa97f941f455910441a8577e4f8', '128c8c44466bac7a09ec63c4', '0.1.0', 'words', 'hill-war', 'theatre', NULL, 'rules@2');
INSERT INTO public.states VALUES (66, '\x05365a99afb39b1b4fdeef325275021baacd0cd96b0a7e04e6c0605ddc5ecc70', 38, 'hill-war', 'test:0', 18852, 18853, 1628856000, 253402300800, '[{"north":0.8,"south":0.15,"contested":0.05},"claimed",18852,null,3,1,["668a0f580b8275b1ed7c6a11"]]');
INSERT INTO public.states VALUES (67, '\xf7c35d2e194823eade71976ab8c2a561edf8be11e1c4400e6e9cab05222c65b1', 38, 'hill-war', 'test:1', 18852, 18853, 1628856000, 253402300800, '[{"north":0.8,"south":0.15,"contested":0.05},"claimed",18852,null,3,1,["e41b03e687e8dfd9a9bb6e12"]]');
INSERT INTO public.states VALUES (68, '\x59ce5e368c67c7130c424a18b5a7234d4dc1faf041e6dcd6899cf1fcc37ea4dc', 38, 'hill-war', 'test:2', 18852, 18853, 1628856000, 253402300800, '[{"north":0.8,"south":0.15,"contested":0.05},"claimed",18852,null,3,1,["6366fe916532cceb30fd0dd7"]]');
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.blobs
    ADD CONSTRAINT blobs_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.claims
    ADD CONSTRAINT claims_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.commits
    ADD CONSTRAINT commits_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.documents
    ADD CONSTRAINT documents_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.ledgers
    ADD CONSTRAINT ledgers_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.links
    ADD CONSTRAINT links_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.places
    ADD CONSTRAINT places_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.readings
    ADD CONSTRAINT readings_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.reviews
    ADD CONSTRAINT reviews_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.runs
    ADD CONSTRAINT runs_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.states
    ADD CONSTRAINT states_pkey PRIMARY KEY ("position");
CREATE INDEX blobs_sha256 ON public.blobs USING btree (sha256);
CREATE INDEX claims_id ON public.claims USING btree (id);
CREATE INDEX claims_place ON public.claims USING btree (place, known);
CREATE INDEX claims_reading ON public.claims USING btree (reading);
CREATE INDEX claims_retracts ON public.claims USING btree (retracts) WHERE (retracts IS NOT NULL);
CREATE INDEX documents_id ON public.documents USING btree (id);
CREATE INDEX links_claim ON public.links USING btree (claim);
CREATE INDEX links_target ON public.links USING btree (target);
CREATE INDEX places_id ON public.places USING btree (id);
CREATE INDEX readings_document ON public.readings USING btree (document);
CREATE INDEX readings_known_last ON public.readings USING btree (known_last);
CREATE INDEX readings_published ON public.readings USING btree (published_day);
CREATE INDEX reviews_claim ON public.reviews USING btree (claim);
CREATE INDEX reviews_place ON public.reviews USING btree (place);
CREATE INDEX runs_id ON public.runs USING btree (id);
CREATE INDEX states_box ON public.states USING gist (int8range(valid_from, valid_to), int8range(known_from, known_to));
CREATE INDEX states_place ON public.states USING btree (place, valid_from);
CREATE TRIGGER blobs_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.blobs FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER claims_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.claims FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER commits_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.commits FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER documents_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.documents FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER ledgers_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledgers FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER links_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.links FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER places_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.places FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER readings_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.readings FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER reviews_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.reviews FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER runs_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.runs FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER states_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.states FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
